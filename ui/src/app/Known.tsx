import { Container } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Problem } from "../api/client";
import { sessionQueries } from "../api/session";
import { Bones, Failure } from "../components/Feedback";
import { LoginPage } from "./LoginPage";
import { Shell } from "./Shell";

const UNKNOWN = 401;

/** Lets in whom the server knows; asks everybody else to log in, and keeps the address they came for. */
export function Known() {
  const session = useQuery(sessionQueries.current());
  if (session.data) return <Shell who={session.data} />;
  if (session.error instanceof Problem && session.error.status === UNKNOWN) return <LoginPage />;
  return (
    <Container py="xl">
      {session.isError ? <Failure error={session.error} retry={() => void session.refetch()} /> : <Bones />}
    </Container>
  );
}
