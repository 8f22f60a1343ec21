package dev.heddle.server.event;

import dev.heddle.engine.port.Reach;
import dev.heddle.platform.access.Operation;
import dev.heddle.platform.access.Resource;
import dev.heddle.platform.access.Target;
import dev.heddle.platform.sensor.SensorStore.Line;
import dev.heddle.platform.sensor.Sensors;
import dev.heddle.platform.trigger.SensorType;
import dev.heddle.server.http.Call;
import dev.heddle.server.http.Paging;
import dev.heddle.server.http.Query;
import dev.heddle.server.http.Reply;
import dev.heddle.server.resource.Answers;
import dev.heddle.values.ListValue;
import dev.heddle.values.MapValue;
import dev.heddle.values.Value;
import java.util.List;
import java.util.Optional;

/** Sensors and what they print (S1-156, S1-157). */
public final class SensorResource {

  private static final int USUAL_LINES = 200;
  private static final int MOST_LINES = 1_000;

  private final Sensors sensors;

  public SensorResource(Sensors sensors) {
    this.sensors = sensors;
  }

  public Reply list(Call call) {
    Query query = call.query("page", "per_page");
    Reach reach = call.reach(Resource.SENSORS, Operation.READ);
    List<SensorType> seen =
        sensors.list().stream().filter(sensor -> reach.covers(sensor.ref(), sensor.ref())).toList();
    return Paging.of(query).part(seen, this::view);
  }

  public Reply get(Call call) {
    call.query();
    return Reply.data(view(Answers.of(sensors.find(call.path("sensor_ref")))));
  }

  public Reply logs(Call call) {
    Query query = call.query("after", "limit");
    List<Line> lines =
        Answers.of(
            sensors.lines(
                call.path("sensor_ref"),
                query.number("after", 0, 0, Integer.MAX_VALUE),
                query.number("limit", USUAL_LINES, 1, MOST_LINES)));
    return Reply.data(new ListValue(lines.stream().<Value>map(SensorResource::view).toList()));
  }

  private static MapValue view(Line line) {
    return MapValue.builder()
        .put("number", line.number())
        .put("at", line.at().toString())
        .put("stream", line.stream())
        .put("line", line.text())
        .build();
  }

  private MapValue view(SensorType sensor) {
    List<Value> users =
        sensors.users(sensor).stream().<Value>map(rule -> Value.of(rule.ref())).toList();
    return MapValue.builder()
        .put("ref", sensor.ref())
        .put("label", sensor.label())
        .put("enabled", sensor.enabled())
        .put(
            "trigger_types",
            new ListValue(sensor.triggers().stream().<Value>map(Value::of).toList()))
        .put("used_by", new ListValue(users))
        .build();
  }

  public Optional<Target> sensor(Call call) {
    return Optional.of(Target.of(call.path("sensor_ref")));
  }
}
