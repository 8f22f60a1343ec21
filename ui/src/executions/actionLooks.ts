import type { ExecutionAction } from "../api/executions";
import {
  type Icon,
  IconPlayerPause,
  IconPlayerPlay,
  IconPlayerStop,
  IconRefresh,
  IconReload,
} from "../components/icons";

export interface ActionLook {
  readonly label: string;
  readonly past: string;
  readonly icon: Icon;
  readonly color: string;
  readonly explain: string;
}

export const ACTION_LOOKS: Readonly<Record<ExecutionAction, ActionLook>> = {
  pause: {
    label: "Pause",
    past: "paused",
    icon: IconPlayerPause,
    color: "yellow",
    explain: "Starts no further task until resumed",
  },
  resume: {
    label: "Resume",
    past: "resumed",
    icon: IconPlayerPlay,
    color: "indigo",
    explain: "Goes on after the pause",
  },
  cancel: {
    label: "Cancel",
    past: "cancelled",
    icon: IconPlayerStop,
    color: "red",
    explain: "Starts nothing more and ends",
  },
  retry: {
    label: "Retry from failure",
    past: "continued",
    icon: IconReload,
    color: "indigo",
    explain: "Keeps what completed, does again what failed",
  },
  rerun: {
    label: "Run again",
    past: "started again",
    icon: IconRefresh,
    color: "gray",
    explain: "The same definition and parameters, from the start",
  },
};
