package dev.heddle.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.values.Json;
import dev.heddle.values.Value;

/** The workflows that tests run. */
final class Flows {

  static final String CHAIN =
      """
      ref: demo.chain
      label: Chain
      version: "1"
      tags: [short]
      parameters:
        who: {type: string, default: me}
        key: {type: string, secret: true}
      tasks:
        - name: one
          action: core.noop
          on_success: [two]
        - name: two
          action: core.noop
      """;

  static final String HELD =
      """
      ref: demo.held
      label: Held
      version: "1"
      tasks:
        - name: first
          action: test.hold
          on_success: [second]
        - name: second
          action: core.noop
      """;

  static final String BROKEN =
      """
      ref: demo.broken
      label: Broken
      version: "1"
      tasks:
        - name: good
          action: core.noop
          on_success: [bad]
        - name: bad
          action: test.fail
      """;

  static final String ASK =
      """
      ref: demo.ask
      label: Ask
      version: "1"
      parameters:
        who: {type: string}
      tasks:
        - name: ask
          action: core.inquiry
          input:
            prompt: Shall we?
            assigned_to: "{{ parameters.who }}"
            schema:
              type: object
              properties:
                approved: {type: boolean}
              required: [approved]
      """;

  private Flows() {}

  static void install(Client api) {
    String pack = "{\"ref\": \"demo\", \"label\": \"Demo\", \"version\": \"1\"}";
    assertThat(api.post("/api/v1/packs", pack).status()).isEqualTo(201);
    addTo(api);
  }

  /** To a pack {@code demo} that is there. */
  static void addTo(Client api) {
    for (String text : new String[] {CHAIN, HELD, BROKEN, ASK}) {
      var added = api.post("/api/v1/packs/demo/workflows", body(text));
      assertThat(added.status()).as(added.body()).isEqualTo(201);
    }
  }

  static String body(String definition) {
    return Json.write(Value.map("definition", Value.of(definition)));
  }
}
