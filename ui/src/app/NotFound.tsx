import { Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { Empty } from "../components/Feedback";
import { Page } from "../components/Page";

export function NotFound() {
  return (
    <Page title="There is no such page">
      <Empty title="Nothing lives at this address">
        It may be mistyped, or the page may have moved.
        <br />
        <Button component={Link} to="/" mt="md" variant="light">
          Go home
        </Button>
      </Empty>
    </Page>
  );
}
