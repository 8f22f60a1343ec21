package dev.heddle.bench.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** All numbers measured so far. */
final class Results {

  private final Map<Metric, List<Sample>> samples = new LinkedHashMap<>();

  /** A number and what the floor took in the same round; 0 if there is no floor for it. */
  private record Sample(double value, double floor) {
    double ratio() {
      return value / floor;
    }
  }

  /** The medians of one metric, and between what its numbers lie. */
  record Line(Metric metric, double median, double least, double most, double floor, double ratio) {
    boolean hasFloor() {
      return floor > 0;
    }
  }

  void add(Metric metric, double value) {
    add(metric, value, 0);
  }

  void add(Metric metric, double value, double floor) {
    samples.computeIfAbsent(metric, _ -> new ArrayList<>()).add(new Sample(value, floor));
  }

  /** In the order of workloads. */
  List<Line> lines() {
    return samples.entrySet().stream()
        .map(entry -> line(entry.getKey(), entry.getValue()))
        .sorted(java.util.Comparator.comparing(line -> line.metric().workload()))
        .toList();
  }

  private static Line line(Metric metric, List<Sample> samples) {
    double[] values = sorted(samples, Sample::value);
    return new Line(
        metric,
        values[values.length / 2],
        values[0],
        values[values.length - 1],
        median(samples, Sample::floor),
        median(samples, Sample::ratio));
  }

  private static double median(List<Sample> samples, ToDoubleFunction<Sample> number) {
    return sorted(samples, number)[samples.size() / 2];
  }

  private static double[] sorted(List<Sample> samples, ToDoubleFunction<Sample> number) {
    double[] numbers = samples.stream().mapToDouble(number).toArray();
    Arrays.sort(numbers);
    return numbers;
  }
}
