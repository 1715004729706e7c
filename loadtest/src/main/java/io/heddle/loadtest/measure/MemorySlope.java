package io.heddle.loadtest.measure;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Memory per connection: the straight line through several numbers of connections (least squares),
/// so that what a process needs anyway does not count.
///
/// @param bytesPerConnection the line's slope
/// @param bytesWithout where the line meets no connections
/// @param rSquared how well the points lie on the line, 0 to 1
/// @param points what the line was laid through, as given
public record MemorySlope(
        double bytesPerConnection, double bytesWithout, double rSquared, List<Point> points) {

    public MemorySlope {
        points = List.copyOf(points);
    }

    /// Memory at a number of connections.
    public record Point(double connections, double bytes) {}

    /// Lays the line through one kind of memory, such as [MemoryReading#heapBytes].
    ///
    /// @param which tells null where the system does not know; such readings are left out
    /// @return empty if fewer than two different numbers of connections are known
    public static Optional<MemorySlope> of(
            List<MemoryReading> readings, Function<MemoryReading, @Nullable Long> which) {
        var points =
                readings.stream()
                        .flatMap(reading -> {
                            var bytes = which.apply(reading);
                            return bytes == null
                                    ? Stream.empty()
                                    : Stream.of(new Point(reading.connections(), bytes));
                        })
                        .toList();
        return points.stream().mapToDouble(Point::connections).distinct().count() < 2
                ? Optional.empty()
                : Optional.of(through(points));
    }

    /// Lays the line through points.
    ///
    /// @param points with at least two different numbers of connections; four or more are better
    /// @throws IllegalArgumentException if there are fewer
    public static MemorySlope through(List<Point> points) {
        double meanX = points.stream().mapToDouble(Point::connections).average().orElse(0);
        double meanY = points.stream().mapToDouble(Point::bytes).average().orElse(0);
        double squaresX = 0;
        double squaresY = 0;
        double products = 0;
        for (var point : points) {
            double x = point.connections() - meanX;
            double y = point.bytes() - meanY;
            squaresX += x * x;
            squaresY += y * y;
            products += x * y;
        }
        if (squaresX == 0) {
            throw new IllegalArgumentException(
                    "a slope needs at least 2 different numbers of connections, got " + points);
        }
        double slope = products / squaresX;
        return new MemorySlope(
                slope,
                meanY - slope * meanX,
                squaresY == 0 ? 1 : products * products / (squaresX * squaresY),
                points);
    }
}
