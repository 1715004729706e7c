package io.heddle.loadtest.report.live;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/// The course of a figure in one line of characters; keeps as many points as one minute has.
final class Sparkline {
    private static final double SECONDS_KEPT = 60;
    private static final int MOST_POINTS = 1_000;
    private static final String UNICODE = "▁▂▃▄▅▆▇█";
    private static final String ASCII = "_.-:=+*#";

    private final ArrayDeque<Point> points = new ArrayDeque<>();

    private record Point(double seconds, double value) {}

    /// @param seconds since any beginning, never less than before
    void add(double seconds, double value) {
        points.addLast(new Point(seconds, value));
        while (points.size() > MOST_POINTS
                || points.getFirst().seconds() < seconds - SECONDS_KEPT) {
            points.removeFirst();
        }
    }

    /// At most so many characters; each stands for the largest of its points, a full block for the
    /// largest of all.
    String text(int columns, boolean unicode) {
        if (points.isEmpty() || columns <= 0) {
            return "";
        }
        var largest = largest(columns);
        double most = largest.stream().mapToDouble(Double::doubleValue).max().orElse(0);
        var levels = unicode ? UNICODE : ASCII;
        var text = new StringBuilder();
        for (var value : largest) {
            int level = most <= 0 ? 0 : (int) Math.round(value / most * (levels.length() - 1));
            text.append(levels.charAt(Math.clamp(level, 0, levels.length() - 1)));
        }
        return text.toString();
    }

    private List<Double> largest(int columns) {
        int buckets = Math.min(columns, points.size());
        var largest = new ArrayList<Double>();
        int index = 0;
        for (var point : points) {
            int bucket = (int) ((long) index++ * buckets / points.size());
            if (bucket == largest.size()) {
                largest.add(point.value());
            } else {
                largest.set(bucket, Math.max(largest.get(bucket), point.value()));
            }
        }
        return largest;
    }
}
