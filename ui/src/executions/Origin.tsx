import { Code, Table } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import type { Execution } from "../api/executions";
import { When } from "../components/When";

/** Where a run comes from: what brought its workflow, what it ran on, what started it. */
export function Origin({ execution }: { execution: Execution }) {
  const { definition, pack, images, starter, rule, event } = execution.provenance;
  return (
    <Table layout="fixed">
      <Table.Tbody>
        <Row name="Started by">
          {starter.login}{" "}
          {starter.root !== execution.id && (
            <>
              , in what began with{" "}
              <Link to="/executions/$id" params={{ id: starter.root }}>
                {starter.root}
              </Link>
            </>
          )}
        </Row>
        {rule && (
          <Row name="Rule">
            <Code>{rule.ref}</Code>
          </Row>
        )}
        {event && (
          <Row name="Event">
            <Code>{event.id}</Code> of {event.trigger_ref}, from {event.source},{" "}
            <When at={event.created_at} />
          </Row>
        )}
        {pack && (
          <Row name="Pack">
            <Link to="/packs/$ref" params={{ ref: pack.ref }}>
              {pack.ref}
            </Link>{" "}
            {pack.version} from {pack.source}
            {pack.commit && (
              <>
                , commit <Code>{pack.commit}</Code>
              </>
            )}
            {pack.signed_by && <>, signed by {pack.signed_by}</>}
          </Row>
        )}
        {definition?.files.map((file) => (
          <Row key={file.name} name="File">
            {file.name} <Code>{file.digest}</Code>
          </Row>
        ))}
        {images.map((image) => (
          <Row key={`${image.task} ${image.id}`} name={`Image of ${image.task}`}>
            {image.name} {image.id ? <Code>{image.id}</Code> : "(not known)"}
          </Row>
        ))}
      </Table.Tbody>
    </Table>
  );
}

function Row({ name, children }: { name: string; children: ReactNode }) {
  return (
    <Table.Tr>
      <Table.Th w="9rem">{name}</Table.Th>
      <Table.Td style={{ overflowWrap: "anywhere" }}>{children}</Table.Td>
    </Table.Tr>
  );
}
