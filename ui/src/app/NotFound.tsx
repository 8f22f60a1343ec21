import { Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { Empty } from "../components/Feedback";

export function NotFound() {
  return (
    <Empty title="There is no such page">
      The address may be mistyped, or the page may have moved.
      <br />
      <Button component={Link} to="/" mt="md" variant="light">
        Go home
      </Button>
    </Empty>
  );
}
