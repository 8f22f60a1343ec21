package dev.heddle.engine.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StartingPlacesTest {

  private final StartingPlaces places = new StartingPlaces();

  private List<Integer> next(int times) {
    return IntStream.range(0, times).mapToObj(_ -> places.next()).toList();
  }

  @Test
  void executionsAreSpreadOverTheLowestFew() {
    places.among(IntStream.range(0, 64).map(i -> 127 - 2 * i).boxed().toList());
    assertThat(Set.copyOf(next(8))).containsExactlyInAnyOrder(1, 3, 5, 7, 9, 11, 13, 15);
    assertThat(next(800)).filteredOn(place -> place == 9).hasSize(100);
  }

  @Test
  void onePartitionIsEnough() {
    places.among(List.of(200));
    assertThat(next(3)).containsExactly(200, 200, 200);
  }

  @Test
  void fewerPartitionsThanBeforeAreNotOverrun() {
    places.among(List.of(1, 2, 3));
    next(2);
    places.among(List.of(4));
    assertThat(next(2)).containsExactly(4, 4);
  }

  @Test
  void withoutPartitionsNothingStarts() {
    assertThatThrownBy(places::next).isInstanceOf(IllegalStateException.class);
  }
}
