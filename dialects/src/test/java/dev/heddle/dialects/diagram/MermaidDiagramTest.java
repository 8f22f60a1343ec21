package dev.heddle.dialects.diagram;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class MermaidDiagramTest {

  @Test
  void drawsShapesGroupsAndConditions() {
    assertThat(MermaidDiagram.of(Pictures.mixed()))
        .isEqualTo(
            """
            flowchart TD
              n0["start<br/>c.n"]
              n1["poll<br/>http.get"]
              n2(["sleep<br/>waits"])
              n3["alert #38; #60;script#62;<br/>slack.post"]
              n4["alert<br/>slack.post"]
              subgraph n5["outer"]
                n6["a<br/>c.n"]
                n7["b<br/>c.n"]
                n8["c<br/>c.n"]
                subgraph n9["inner"]
                  n10["数据加载任务<br/>c.n"]
                  n11["y<br/>c.n"]
                  n12["z<br/>c.n"]
                end
                n13[["d<br/>c.n, for each"]]
              end
              n14["finish<br/>c.n"]
              n0 --> n1
              n1 -->|"failed#40;#41;"| n4
              n1 -->|"succeeded#40;#41; and result#40;#41;.state ==…"| n14
              n1 -->|"succeeded#40;#41; and result#40;#41;.state !=…"| n2
              n2 --> n1
              n3 ==>|"always"| n14
              n4 ==>|"always"| n3
              n5 --> n14
              n5 -.->|"failure"| n4
              n6 --> n7
              n6 --> n8
              n8 -.->|"failure"| n8
              n9 ==>|"always"| n13
            """);
  }

  @Test
  void coloursStatesItKnows() {
    assertThat(
            MermaidDiagram.of(
                Pictures.tasks("- {name: a, action: c.n}\n- {name: b, action: c.n}"),
                Map.of("a", "failed", "b", "\n  click n0 href", "z", "running")))
        .isEqualTo(
            """
            flowchart TD
              n0["a<br/>c.n"]
              n1["b<br/>c.n"]
              class n0 bad
              classDef bad stroke:#cf222e,stroke-width:2px
            """);
  }

  @Test
  void aNameCannotLeaveItsLabel() {
    String drawn =
        MermaidDiagram.of(
            Pictures.tasks(
                """
                - {name: "\\"] --> x; `click` %% end", action: c.n}
                """));
    assertThat(drawn)
        .isEqualTo(
            "flowchart TD\n  n0[\"#34;#93; --#62; x#59; #96;click#96; #37;#37; end<br/>c.n\"]\n");
  }
}
