package dev.heddle.engine.decision;

import dev.heddle.model.execution.TaskExecution;
import dev.heddle.model.execution.TaskKey;
import dev.heddle.model.execution.TaskStatus;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One activation of a node: its latest attempt, and for iterations that of every item. */
final class NodeRun {

  private static final TaskExecution[] NO_ITEMS = {};

  final int node;
  final int number;
  final int group;
  final List<TaskExecution.Trigger> triggers;

  /** Its place in the order of the execution. */
  final int recorded;

  private TaskExecution whole;
  private @Nullable TaskExecution[] items = NO_ITEMS;
  private int itemCount;

  /** Item attempts that are not settled. */
  private int openItems;

  /** Items that wait for their turn. */
  private int requestedItems;

  /** Member activations of a group that are not settled. */
  int openMembers;

  /** The first item that may not have been begun. */
  int nextItem;

  NodeRun(TaskExecution first) {
    node = first.key().node();
    number = first.key().activation();
    group = first.group();
    triggers = first.triggers();
    recorded = first.progress().scheduled();
    whole = first;
  }

  /** The row of the task as a whole, in its latest attempt. */
  TaskExecution whole() {
    return whole;
  }

  TaskExecution.Trigger asTrigger() {
    return new TaskExecution.Trigger(node, number);
  }

  boolean isOpen() {
    return !whole.isSettled();
  }

  int itemCount() {
    return itemCount;
  }

  /** How many items have been settled for good. */
  int settledItems() {
    return itemCount - openItems;
  }

  boolean hasOpenItems() {
    return openItems > 0;
  }

  /** How many items are under way. */
  int busyItems() {
    return openItems - requestedItems;
  }

  boolean hasRequestedItems() {
    return requestedItems > 0;
  }

  TaskExecution item(int index) {
    TaskExecution item = items[index];
    if (item == null) {
      throw new IllegalStateException("item " + index + " of node " + node + " is missing");
    }
    return item;
  }

  /** The latest attempt of an item or of the whole; null before the first. */
  @Nullable TaskExecution latest(int item) {
    if (item == TaskKey.WHOLE) {
      return whole;
    }
    return item < items.length ? items[item] : null;
  }

  /** Takes in a row that is new, or a changed row of which the former image is {@code before}. */
  void put(TaskExecution task, @Nullable TaskExecution before) {
    if (!task.key().isItem()) {
      if (task.key().attempt() >= whole.key().attempt()) {
        whole = task;
      }
      return;
    }
    int index = task.key().item();
    if (index >= items.length) {
      items = Arrays.copyOf(items, Math.max(index + 1, items.length * 2));
    }
    TaskExecution latest = items[index];
    if (latest == null) {
      itemCount++;
    }
    if (latest == null || task.key().attempt() >= latest.key().attempt()) {
      requestedItems += requested(task) - (latest == null ? 0 : requested(latest));
      items[index] = task;
    }
    openItems += open(task) - (before == null ? 0 : open(before));
  }

  private static int requested(TaskExecution task) {
    return task.status() == TaskStatus.REQUESTED ? 1 : 0;
  }

  private static int open(TaskExecution task) {
    return task.isSettled() ? 0 : 1;
  }
}
