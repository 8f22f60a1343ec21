package dev.heddle.server;

import static dev.heddle.platform.access.Operation.RELAY;
import static dev.heddle.platform.access.Operation.RESPOND;
import static dev.heddle.platform.access.Resource.INQUIRIES;
import static dev.heddle.server.http.Policy.some;
import static dev.heddle.server.http.Route.V1;
import static dev.heddle.server.http.Route.get;
import static dev.heddle.server.http.Route.post;

import dev.heddle.server.http.Route;
import dev.heddle.server.resource.AskingResource;
import dev.heddle.server.resource.InquiryResource;
import dev.heddle.server.resource.Targets;
import java.util.List;
import java.util.stream.Stream;

/** Questions to people, and what asks and relays them. */
final class InquiryRoutes {

  private static final String PATH = V1 + "/inquiries";

  private InquiryRoutes() {}

  static Stream<List<Route>> of(Services services, Targets targets) {
    Things inquiries = new Things(PATH, "{id}", INQUIRIES, targets::inquiry);
    return Stream.of(
        inquiries(new InquiryResource(services.inquiries()), inquiries),
        asking(
            new AskingResource(
                services.inquiries(),
                services.executions(),
                services.handles(),
                services.access().identities()::acting),
            inquiries));
  }

  private static List<Route> inquiries(InquiryResource all, Things inquiries) {
    return List.of(
        inquiries.list("listInquiries", all::list),
        inquiries.get("getInquiry", all::get),
        inquiries.post("/respond", "respondToInquiry", RESPOND, all::respond),
        inquiries.post("/cancel", "cancelInquiry", RESPOND, all::cancel));
  }

  private static List<Route> asking(AskingResource all, Things inquiries) {
    return List.of(
        inquiries.create("ask", all::ask),
        get(PATH + "/{id}/handle", "getResponseHandle", inquiries.may(RELAY), all::handle),
        post(V1 + "/inquiry-responses", "relayResponse", some(INQUIRIES, RELAY), all::relay));
  }
}
