package dev.heddle.cli.follow;

import dev.heddle.cli.ask.Form;
import dev.heddle.cli.terminal.Colour;
import dev.heddle.cli.terminal.DisplayText;
import dev.heddle.cli.terminal.HiddenInput;
import dev.heddle.cli.terminal.Style;
import dev.heddle.cli.view.Snapshot;
import dev.heddle.model.execution.AttemptId;
import dev.heddle.model.execution.Inquiry;
import dev.heddle.model.execution.InquiryStatus;
import dev.heddle.platform.Answer;
import dev.heddle.platform.FieldError;
import dev.heddle.platform.Refusal;
import dev.heddle.platform.access.Principal;
import dev.heddle.platform.inquiries.Inquiries;
import dev.heddle.values.Value;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;

/** Asks the person at the terminal. Questions that are for somebody else are only mentioned. */
public final class PersonQuestions implements Questions {

  private final Inquiries inquiries;
  private final TypedLines typed;
  private final PrintWriter out;
  private final Style style;
  private final String login;
  private final BooleanSupplier left;
  private final Set<AttemptId> settled = new HashSet<>();

  /**
   * @param login who answers
   * @param left whether the person wants to go
   */
  public PersonQuestions(
      Inquiries inquiries,
      TypedLines typed,
      PrintWriter out,
      Style style,
      String login,
      BooleanSupplier left) {
    this.inquiries = inquiries;
    this.typed = typed;
    this.out = out;
    this.style = style;
    this.login = login;
    this.left = left;
  }

  @Override
  public boolean areOpen(Snapshot snapshot) {
    return !open(snapshot).isEmpty();
  }

  private List<AttemptId> open(Snapshot snapshot) {
    List<AttemptId> open = new ArrayList<>(snapshot.allAsking());
    open.removeAll(settled);
    return open;
  }

  @Override
  public void ask(Snapshot snapshot) {
    for (AttemptId id : open(snapshot)) {
      if (inquiries.find(id) instanceof Answer.Done<Inquiry>(Inquiry inquiry)) {
        ask(inquiry);
      }
    }
  }

  private void ask(Inquiry inquiry) {
    out.println();
    out.println(
        style.paint("? ", Colour.YELLOW)
            + style.paint(DisplayText.oneLine(inquiry.prompt()), Colour.BOLD));
    if (inquiry.assignedTo() != null && !inquiry.assignedTo().equals(login)) {
      out.println("  only " + DisplayText.oneLine(inquiry.assignedTo()) + " may answer");
      settled.add(inquiry.id());
      return;
    }
    while (isWanted(inquiry.id())) {
      Optional<Value> answer = new Form(inquiry.schema(), new Typing(inquiry.id())).fill();
      if (answer.isEmpty()) {
        giveUp(inquiry.id());
        return;
      }
      if (accept(inquiry.id(), answer.get())) {
        settled.add(inquiry.id());
        return;
      }
    }
    out.println("  no longer asked");
  }

  private void giveUp(AttemptId id) {
    if (isPending(id)) {
      settled.add(id);
      out.println();
      out.println("  left open: heddle inquiry respond " + id);
      return;
    }
    out.println();
    out.println("  no longer asked");
  }

  private boolean accept(AttemptId id, Value answer) {
    if (!(inquiries.respond(id, answer, Principal.operator(login))
        instanceof Answer.Refused<Inquiry>(Refusal no))) {
      out.println();
      return true;
    }
    out.println("  " + style.paint(no.message(), Colour.RED));
    for (FieldError field : no.fields()) {
      String path = field.path().isEmpty() ? "" : field.path() + ": ";
      out.println("  " + style.paint(DisplayText.oneLine(path + field.message()), Colour.RED));
    }
    return no.kind() != Refusal.Kind.INVALID;
  }

  private boolean isWanted(AttemptId id) {
    return !left.getAsBoolean() && isPending(id);
  }

  private boolean isPending(AttemptId id) {
    return inquiries.find(id) instanceof Answer.Done<Inquiry>(Inquiry inquiry)
        && inquiry.status() == InquiryStatus.PENDING;
  }

  private final class Typing implements Form.Conversation {
    private final AttemptId id;

    Typing(AttemptId id) {
      this.id = id;
    }

    @Override
    public void say(String line) {
      out.println(line);
    }

    @Override
    public Optional<String> ask(String question, boolean hidden) {
      out.print(question);
      out.flush();
      try {
        return hidden ? askHidden() : typed.next(() -> isWanted(id));
      } catch (InterruptedException stop) {
        Thread.currentThread().interrupt();
        return Optional.empty();
      }
    }

    private Optional<String> askHidden() throws InterruptedException {
      try (HiddenInput _ = HiddenInput.begin()) {
        return typed.next(() -> isWanted(id));
      } catch (IOException cannot) {
        out.println();
        out.print("  the terminal cannot hide what is typed");
        return Optional.empty();
      } finally {
        out.println();
      }
    }
  }
}
