import { Badge, Group, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { automationQueries, type Sensor } from "../api/automation";
import { Beside, Chosen } from "../components/Beside";
import { Empty, Loaded } from "../components/Feedback";
import { Listing, RowName } from "../components/Listing";
import { Pages } from "../components/Pages";
import { Part } from "../components/Part";
import type { Choosing } from "./choosing";

/** Programs that watch something and tell of it. */
export function Sensors({ page, onPage, chosen, onChoose }: Choosing) {
  const query = useQuery(automationQueries.sensors({ page: page ?? 1 }));
  return (
    <Loaded query={query}>
      {({ data, pagination }) => {
        if (data.length === 0) {
          return (
            <Empty title="No sensor is installed">
              A sensor is a program that watches something and tells of it. It comes with a pack, in the
              directory sensors, and runs while a rule uses its triggers.
            </Empty>
          );
        }
        const sensor = data.find((each) => each.ref === chosen);
        return (
          <Beside aside={sensor && <SensorDetails sensor={sensor} onClose={() => onChoose(undefined)} />}>
            <Listing<Sensor>
              label="Sensors"
              rows={data}
              keyOf={(each) => each.ref}
              selected={chosen}
              columns={[
                {
                  title: "Sensor",
                  cell: (each) => (
                    <>
                      <RowName onClick={() => onChoose(each.ref)}>{each.ref}</RowName>
                      <Text size="xs" c="dimmed">
                        {each.label}
                      </Text>
                    </>
                  ),
                },
                { title: "Brings", cell: (each) => each.trigger_types.join(", ") },
                {
                  title: "State",
                  cell: (each) => {
                    const runs = each.enabled && each.used_by.length > 0;
                    return (
                      <Badge variant="light" color={runs ? "teal" : "gray"}>
                        {runs ? "runs" : each.enabled ? "no rule uses it" : "disabled"}
                      </Badge>
                    );
                  },
                },
              ]}
            />
            <Pages pagination={pagination} onChange={onPage} />
          </Beside>
        );
      }}
    </Loaded>
  );
}

function SensorDetails({ sensor, onClose }: { sensor: Sensor; onClose: () => void }) {
  const logs = useQuery(automationQueries.sensorLogs(sensor.ref));
  return (
    <Chosen title={sensor.ref} label={`Sensor ${sensor.ref}`} onClose={onClose}>
      <Stack gap="sm">
        <Part title="Runs for the rules">
          {sensor.used_by.length === 0 ? (
            <Text size="sm" c="dimmed">
              none; so it does not run
            </Text>
          ) : (
            <Group gap="sm">
              {sensor.used_by.map((rule) => (
                <Link key={rule} to="/rules" search={{ tab: "rules", rule }}>
                  {rule}
                </Link>
              ))}
            </Group>
          )}
        </Part>
        <Part title="Printed last">
          <Loaded query={logs} rows={4}>
            {(lines) =>
              lines.length === 0 ? (
                <Text size="sm" c="dimmed">
                  nothing
                </Text>
              ) : (
                <pre className="json" tabIndex={0}>
                  {lines.map((line) => (
                    <div key={line.number}>
                      {new Date(line.at).toLocaleTimeString(undefined, { hour12: false })} {line.line}
                    </div>
                  ))}
                </pre>
              )
            }
          </Loaded>
        </Part>
      </Stack>
    </Chosen>
  );
}
