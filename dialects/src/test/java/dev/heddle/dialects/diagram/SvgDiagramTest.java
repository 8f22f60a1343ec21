package dev.heddle.dialects.diagram;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.model.Workflow;
import java.awt.geom.Rectangle2D;
import java.io.StringReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class SvgDiagramTest {

  private static Document parsed(String svg) throws Exception {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
    return factory.newDocumentBuilder().parse(new InputSource(new StringReader(svg)));
  }

  private static List<Element> elements(Document document, String tag, String style) {
    NodeList found = document.getElementsByTagName(tag);
    List<Element> elements = new ArrayList<>();
    for (int i = 0; i < found.getLength(); i++) {
      if (found.item(i) instanceof Element element
          && element.getAttribute("class").contains(style)) {
        elements.add(element);
      }
    }
    return elements;
  }

  private static List<Rectangle2D> rectangles(Document document, String style) {
    return elements(document, "rect", style).stream()
        .<Rectangle2D>map(each ->
            new Rectangle2D.Double(
                number(each, "x"),
                number(each, "y"),
                number(each, "width"),
                number(each, "height")))
        .toList();
  }

  private static double number(Element element, String attribute) {
    return Double.parseDouble(element.getAttribute(attribute));
  }

  private static List<String> texts(Document document, String style) {
    return elements(document, "text", style).stream().map(Element::getTextContent).toList();
  }

  @Test
  void everyNodeAndConditionIsNamed() throws Exception {
    Document document = parsed(SvgDiagram.of(Pictures.mixed()));

    assertThat(texts(document, "name"))
        .containsExactlyInAnyOrder(
            "start",
            "poll",
            "sleep",
            "alert & <script>",
            "alert",
            "outer",
            "a",
            "b",
            "c",
            "inner",
            "数据加载任务",
            "y",
            "z",
            "d",
            "finish");
    assertThat(texts(document, "label")).contains("failed()", "always", "failure");
    assertThat(elements(document, "path", "line")).hasSize(13);
  }

  @Test
  void nodesLieInsideThePictureAndApart() throws Exception {
    Document document = parsed(SvgDiagram.of(Pictures.mixed()));
    Rectangle2D picture =
        new Rectangle2D.Double(
            0,
            0,
            number(document.getDocumentElement(), "width"),
            number(document.getDocumentElement(), "height"));
    List<Rectangle2D> boxes = rectangles(document, "box plain");
    assertThat(boxes).hasSize(13);
    for (Rectangle2D box : boxes) {
      assertThat(picture.contains(box)).isTrue();
      assertThat(boxes.stream().filter(box::intersects)).containsExactly(box);
    }
    List<Rectangle2D> frames = rectangles(document, "frame");
    assertThat(frames).hasSize(2);
    assertThat(frames.getFirst().contains(frames.getLast())).isTrue();
  }

  @Test
  void arrowsLeadDownUnlessTheyLeadBack() throws Exception {
    Document document =
        parsed(
            SvgDiagram.of(
                Pictures.tasks(
                    """
                    - {name: a, action: c.n, on_success: [b, d]}
                    - {name: b, action: c.n, on_success: c, on_failure: b}
                    - {name: c, action: c.n, on_failure: b, on_success: d}
                    - {name: d, action: c.n}
                    """)));
    List<Double> tops = rectangles(document, "box plain").stream().map(Rectangle2D::getY).toList();
    assertThat(tops).isSorted().doesNotHaveDuplicates();
  }

  @Test
  void statesColourAndAreWritten() throws Exception {
    Document document =
        parsed(
            SvgDiagram.of(
                Pictures.tasks("- {name: a, action: c.n}\n- {name: b, action: c.n}"),
                Map.of("a", "running", "b", "<script>")));

    assertThat(elements(document, "rect", "box active")).hasSize(1);
    assertThat(elements(document, "rect", "box plain")).hasSize(1);
    assertThat(texts(document, "work")).containsExactly("running · c.n", "<script> · c.n");
  }

  @Test
  void nothingInItRunsOrIsRendered() throws Exception {
    String svg = SvgDiagram.of(Pictures.mixed());
    assertThat(svg).doesNotContain("<script").doesNotContain("href");
    assertThat(parsed(svg).getElementsByTagName("title").item(0).getTextContent())
        .isEqualTo("Mix <b>&\" {{7*7}}");
  }

  @Test
  void aNameThatXmlCannotHoldIsStillXml() throws Exception {
    Workflow workflow = Pictures.tasks("- {name: \"a\\uFFFE\\uFFFF]]>\", action: c.n}");
    assertThat(texts(parsed(SvgDiagram.of(workflow)), "name")).containsExactly("a  ]]>");
  }

  @Test
  void theSameWorkflowGivesTheSamePicture() {
    assertThat(SvgDiagram.of(Pictures.mixed())).isEqualTo(SvgDiagram.of(Pictures.mixed()));
  }

  @Test
  void aHugeWorkflowIsDrawnInReasonableTime() throws Exception {
    StringBuilder tasks = new StringBuilder("- {name: first, action: c.n, on_success: t0}\n");
    for (int i = 0; i < 2000; i++) {
      tasks.append("- {name: t" + i + ", action: c.n, on_success: t" + (i + 1));
      tasks.append(", on_failure: [end, t" + i / 2 + "]}\n");
    }
    tasks.append("- {name: t2000, action: c.n}\n- {name: end, action: c.n}\n");
    Workflow workflow = Pictures.tasks(tasks.toString());

    long start = System.nanoTime();
    String svg = SvgDiagram.of(workflow);

    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
    assertThat(rectangles(parsed(svg), "box")).hasSize(2003);
  }
}
