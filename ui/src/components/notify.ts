import { notifications } from "@mantine/notifications";

export function done(message: string): void {
  notifications.show({ message, color: "teal" });
}

export function refused(error: Error): void {
  notifications.show({ title: "Not done", message: error.message, color: "red", autoClose: 10_000 });
}
