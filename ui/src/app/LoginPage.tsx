import { Button, Card, Center, Group, PasswordInput, Stack, Text, TextInput, Title } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { sessionActions } from "../api/session";
import { Command, Failure } from "../components/Feedback";
import logo from "./heddle.svg";

/** Asks who one is; after it the page that was wanted is shown. */
export function LoginPage() {
  const [login, setLogin] = useState("");
  const [password, setPassword] = useState("");
  const queries = useQueryClient();
  const enter = useMutation({
    mutationFn: () => sessionActions.login(login, password),
    onSuccess: () => queries.resetQueries(),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    enter.mutate();
  };
  return (
    <Center mih="100vh" p="md" component="main">
      <Card withBorder padding="xl" w={400}>
        <form onSubmit={submit}>
          <Stack>
            <Group gap="sm">
              <img src={logo} width={32} height={32} alt="" />
              <Title order={1} size="h3">
                Log in to Heddle
              </Title>
            </Group>
            <TextInput
              label="Login"
              autoComplete="username"
              required
              autoFocus
              value={login}
              onChange={(event) => setLogin(event.currentTarget.value)}
            />
            <PasswordInput
              label="Password"
              autoComplete="current-password"
              required
              value={password}
              onChange={(event) => setPassword(event.currentTarget.value)}
            />
            {enter.isError && <Failure error={enter.error} />}
            <Button type="submit" loading={enter.isPending}>
              Log in
            </Button>
            <Text size="sm" c="dimmed" component="div">
              No login yet? On the machine of the server:
              <Command text="heddle identity create NAME --role editor --password" />
            </Text>
          </Stack>
        </form>
      </Card>
    </Center>
  );
}
