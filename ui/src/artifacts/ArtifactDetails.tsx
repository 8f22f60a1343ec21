import { Button, Group, Stack, Table, Text } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import {
  type Artifact,
  artifactActions,
  artifactQueries,
  type ArtifactVersion,
  downloadOf,
} from "../api/artifacts";
import { Chosen } from "../components/Beside";
import { DeleteButton } from "../components/DeleteButton";
import { Loaded } from "../components/Feedback";
import { IconDownload, IconPlus } from "../components/icons";
import { Json } from "../components/Json";
import { Listing } from "../components/Listing";
import { done, refused } from "../components/notify";
import { Pages } from "../components/Pages";
import { Part } from "../components/Part";
import { When } from "../components/When";
import { UploadForm } from "./UploadForm";
import { isPrinted, retentionOf, sizeOf } from "./words";

const SHOWN = 20;

/** One artifact: what is kept of it, each version to save, and its end. */
export function ArtifactDetails({
  id,
  page,
  onPage,
  onClose,
}: {
  id: string;
  page: number;
  onPage: (page: number) => void;
  onClose: () => void;
}) {
  const query = useQuery(artifactQueries.one(id));
  return (
    <Chosen title={id} label={`Artifact ${id}`} onClose={onClose}>
      <Loaded query={query} rows={4}>
        {(artifact) => (
          <Stack gap="sm">
            <Facts artifact={artifact} />
            <Steering artifact={artifact} onGone={onClose} />
            {artifact.kind === "progress" ? (
              <Part title="Its last entries, the oldest first">
                <Json value={artifact.progress} empty="no entry yet" />
              </Part>
            ) : (
              <Versions id={id} page={page} onPage={onPage} />
            )}
          </Stack>
        )}
      </Loaded>
    </Chosen>
  );
}

function Facts({ artifact }: { artifact: Artifact }) {
  const execution = isPrinted(artifact.ref) ? artifact.ref.split(".")[1] : undefined;
  return (
    <Table layout="fixed" withRowBorders={false} verticalSpacing={2} horizontalSpacing={0}>
      <Table.Tbody>
        {artifact.name && <Fact name="Name">{artifact.name}</Fact>}
        <Fact name="Kind">{artifact.kind}</Fact>
        <Fact name="Owner">{[artifact.owner_type, artifact.owner].filter(Boolean).join(" ")}</Fact>
        <Fact name="Kept">{execution ? "as long as the execution" : retentionOf(artifact)}</Fact>
        {execution && (
          <Fact name="Printed by">
            <Link to="/executions/$id" params={{ id: execution }} className="id-link">
              {execution}
            </Link>
          </Fact>
        )}
        <Fact name="Made">
          <When at={artifact.created_at} />
        </Fact>
      </Table.Tbody>
    </Table>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <Table.Tr>
      <Table.Th w={92}>{name}</Table.Th>
      <Table.Td style={{ overflowWrap: "anywhere" }}>{children}</Table.Td>
    </Table.Tr>
  );
}

/** The newest version, one more, or none any more. What is printed goes with its execution. */
function Steering({ artifact, onGone }: { artifact: Artifact; onGone: () => void }) {
  const [adding, setAdding] = useState(false);
  const queries = useQueryClient();
  const remove = useMutation({
    mutationFn: () => artifactActions.delete(artifact.ref),
    onError: refused,
    onSuccess: () => {
      done(`Deleted ${artifact.ref}`);
      onGone();
      return queries.invalidateQueries({ queryKey: ["artifacts", "list"] });
    },
  });
  const isFile = artifact.kind === "file";
  return (
    <Group gap="xs">
      {adding && <UploadForm artifact={artifact} onClose={() => setAdding(false)} />}
      {isFile && artifact.versions > 0 && <Download id={artifact.ref} version={artifact.latest} newest />}
      {!isPrinted(artifact.ref) && (
        <>
          {isFile && (
            <Button
              size="compact-sm"
              variant="default"
              leftSection={<IconPlus size={14} />}
              onClick={() => setAdding(true)}
            >
              Add a version
            </Button>
          )}
          <DeleteButton name={artifact.ref} busy={remove.isPending} onDelete={() => remove.mutate()}>
            {artifact.versions === 1 ? "Its one version goes" : `All ${artifact.versions} versions of it go`}{" "}
            with it; they cannot be brought back.
          </DeleteButton>
        </>
      )}
    </Group>
  );
}

function Versions({ id, page, onPage }: { id: string; page: number; onPage: (page: number) => void }) {
  const query = useQuery(artifactQueries.versions(id));
  return (
    <Loaded query={query} rows={2}>
      {(versions) =>
        versions.length === 0 ? (
          <Text size="sm" c="dimmed">
            It has no version yet, or none that is kept still.
          </Text>
        ) : (
          <>
            <Listing<ArtifactVersion>
              label="Versions"
              narrow
              rows={versions.slice((page - 1) * SHOWN, page * SHOWN)}
              keyOf={(each) => String(each.version)}
              columns={[
                {
                  title: "Version",
                  tight: true,
                  cell: (each) => <span className="number">{each.version}</span>,
                },
                {
                  title: "Size",
                  right: true,
                  tight: true,
                  cell: (each) => <span className="number">{sizeOf(each.size)}</span>,
                },
                { title: "Made", tight: true, cell: (each) => <When at={each.created_at} /> },
                {
                  title: "",
                  right: true,
                  tight: true,
                  cell: (each) => <Download id={id} version={each.version} />,
                },
              ]}
            />
            {versions.length > SHOWN && (
              <Pages
                pagination={{
                  page,
                  page_size: SHOWN,
                  total_items: versions.length,
                  total_pages: Math.ceil(versions.length / SHOWN),
                  total_is_exact: true,
                }}
                onChange={onPage}
              />
            )}
          </>
        )
      }
    </Loaded>
  );
}

function Download({ id, version, newest = false }: { id: string; version: number; newest?: boolean }) {
  return (
    <Button
      component="a"
      href={downloadOf(id, version)}
      download={id}
      size="compact-sm"
      variant={newest ? "light" : "subtle"}
      leftSection={<IconDownload size={14} />}
      aria-label={newest ? "Download the newest" : `Download version ${version}`}
    >
      {newest ? "Download the newest" : "Download"}
    </Button>
  );
}
