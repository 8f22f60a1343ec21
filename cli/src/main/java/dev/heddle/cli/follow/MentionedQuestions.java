package dev.heddle.cli.follow;

import dev.heddle.cli.ask.FormField;
import dev.heddle.cli.terminal.DisplayText;
import dev.heddle.cli.view.Snapshot;
import dev.heddle.model.execution.AttemptId;
import dev.heddle.model.execution.Inquiry;
import dev.heddle.platform.Answer;
import dev.heddle.platform.inquiries.Inquiries;
import java.io.PrintWriter;
import java.util.HashSet;
import java.util.Set;

/** Says how to answer from elsewhere, once for each question. */
public final class MentionedQuestions implements Questions {

  private final Inquiries inquiries;
  private final PrintWriter out;
  private final Set<AttemptId> mentioned = new HashSet<>();

  public MentionedQuestions(Inquiries inquiries, PrintWriter out) {
    this.inquiries = inquiries;
    this.out = out;
  }

  @Override
  public boolean areOpen(Snapshot snapshot) {
    return !mentioned.containsAll(snapshot.allAsking());
  }

  @Override
  public void ask(Snapshot snapshot) {
    for (AttemptId id : snapshot.allAsking()) {
      if (mentioned.add(id) && inquiries.find(id) instanceof Answer.Done<Inquiry>(Inquiry asked)) {
        out.println("waiting for an answer: " + DisplayText.oneLine(asked.prompt()));
        out.println("  heddle inquiry respond " + id + fields(asked));
        out.flush();
      }
    }
  }

  private static String fields(Inquiry inquiry) {
    StringBuilder fields = new StringBuilder();
    for (FormField field : FormField.of(inquiry.schema())) {
      if (field.required()) {
        fields.append(" --field ").append(field.name()).append('=').append(field.example());
      }
    }
    return fields.isEmpty() ? " --response '{}'" : fields.toString();
  }
}
