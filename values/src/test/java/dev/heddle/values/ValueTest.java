package dev.heddle.values;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ValueTest {

  @ParameterizedTest
  @CsvSource({
    "3, 3.0, true",
    "3, 3.1, false",
    "1e2, 100, true",
    "0.10, 0.1, true",
    "-0.0, 0, true",
    "1e30, 1000000000000000000000000000000, true",
    "9223372036854775807.0, 9223372036854775807, true",
    "9223372036854775808, 9223372036854775807, false",
  })
  void s1_039_numbers_are_equal_by_value(String left, String right, boolean equal) {
    Value a = Json.read(left);
    Value b = Json.read(right);
    assertThat(a.equals(b)).isEqualTo(equal);
    if (equal) {
      assertThat(a).hasSameHashCodeAs(b);
      assertThat(a.toString()).isEqualTo(b.toString());
    }
  }

  @Test
  void s1_039_other_values_are_equal_by_type_and_content() {
    assertThat(Json.read("\"5\"")).isNotEqualTo(Json.read("5"));
    assertThat(Json.read("null")).isEqualTo(Value.nothing()).isNotEqualTo(Json.read("false"));
    assertThat(Json.read("{\"a\":[1.0],\"b\":{}}")).isEqualTo(Json.read("{\"b\":{},\"a\":[1]}"));
    assertThat(Json.read("[1,2]")).isNotEqualTo(Json.read("[2,1]"));
  }

  @Test
  void refuses_numbers_beyond_the_digit_limit() {
    assertThatThrownBy(() -> NumberValue.of(BigDecimal.TEN.pow(500)))
        .isInstanceOf(ArithmeticException.class);
    assertThatThrownBy(() -> NumberValue.of(new BigDecimal("1e-401")))
        .isInstanceOf(ArithmeticException.class);
  }

  @Test
  void the_largest_numbers_survive_writing_and_reading() {
    BigDecimal digits = new BigDecimal("9".repeat(NumberValue.MAX_DIGITS));
    for (int scale : new int[] {-NumberValue.MAX_DIGITS, -1, 0, 1, NumberValue.MAX_DIGITS}) {
      Value number = NumberValue.of(digits.negate().scaleByPowerOfTen(-scale));
      assertThat(Json.read(Json.write(number))).isEqualTo(number);
    }
  }

  @Test
  void keeps_nothing_of_the_collections_it_was_made_from() {
    Map<String, Value> entries = new LinkedHashMap<>(Map.of("a", Value.of(1)));
    List<Value> items = new ArrayList<>(List.of(Value.of(1)));
    MapValue map = new MapValue(entries);
    ListValue list = new ListValue(items);
    entries.put("b", Value.of(2));
    items.add(Value.of(2));
    assertThat(map.keys()).containsExactly("a");
    assertThat(list.items()).containsExactly(Value.of(1));
    assertThatThrownBy(() -> map.entries().clear())
        .isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> map.keys().clear()).isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void a_builder_hands_its_map_over_once() {
    MapValue.Builder builder = MapValue.builder().put("z", 1).put("a", "x").put("m", true);
    assertThat(builder.build()).hasToString("{\"z\":1,\"a\":\"x\",\"m\":true}");
    assertThatThrownBy(() -> builder.put("late", 1)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void with_sets_entries_in_a_copy() {
    MapValue map = MapValue.builder().put("a", 1).put("b", 2).build();
    assertThat(map.with("a", Value.of(3))).hasToString("{\"a\":3,\"b\":2}");
    assertThat(map.withAll(MapValue.builder().put("c", 4).put("b", 5).build()))
        .hasToString("{\"a\":1,\"b\":5,\"c\":4}");
    assertThat(map.withAll(MapValue.EMPTY)).isSameAs(map);
    assertThat(map).hasToString("{\"a\":1,\"b\":2}");
  }

  @Test
  void pretty_json_is_indented_by_two() {
    assertThat(Json.writePretty(Json.read("{\"a\":[1,{\"b\":null}],\"c\":{},\"d\":[]}")))
        .isEqualTo(
            """
            {
              "a": [
                1,
                {
                  "b": null
                }
              ],
              "c": {},
              "d": []
            }\
            """);
  }
}
