package io.heddle.loadtest.compare;

import io.heddle.loadtest.client.EchoLoad;
import io.heddle.loadtest.measure.HeapAfterGc;
import io.heddle.loadtest.measure.ProcessProbe;
import io.heddle.loadtest.process.ServerProcess;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;

/// The server's memory with growing crowds of idle connections, each of which has echoed a few
/// times when it came.
public record IdleMemory(List<Point> points) {

    /// The memory at one crowd size, after a full collection.
    public record Point(int connections, long heapBytes, long directBytes, long residentBytes) {}

    public IdleMemory {
        points = List.copyOf(points);
    }

    static IdleMemory measure(ServerProcess server, Load load)
            throws IOException, InterruptedException {
        var probe = new ProcessProbe(server.pid());
        var points = new ArrayList<Point>();
        Newcomers.comeAndGo(server, load); // code compiled under load is compiled anew for waiting
        var crowd = new ArrayList<EchoLoad>();
        try {
            int connected = 0;
            for (int connections : load.idleCrowds()) {
                crowd.add(Newcomers.arrive(server, load, connections - connected));
                connected = connections;
                var heap = HeapAfterGc.of(server.ask("gc"));
                points.add(
                        new Point(
                                connections,
                                heap.heapBytes(),
                                heap.directBytes(),
                                probe.residentBytes().orElse(0)));
            }
        } finally {
            // An orderly end would leave thousands of ports in TIME_WAIT; the server is done
            // anyway.
            server.close();
            crowd.forEach(EchoLoad::abort);
        }
        return new IdleMemory(points);
    }

    public double heapBytesPerConnection() {
        return slope(Point::heapBytes);
    }

    public double directBytesPerConnection() {
        return slope(Point::directBytes);
    }

    /// The slope of the least-squares line through the points.
    private double slope(ToLongFunction<Point> memory) {
        double meanX = points.stream().mapToInt(Point::connections).average().orElseThrow();
        double meanY = points.stream().mapToLong(memory).average().orElseThrow();
        double covariance = 0;
        double variance = 0;
        for (var point : points) {
            double x = point.connections() - meanX;
            covariance += x * (memory.applyAsLong(point) - meanY);
            variance += x * x;
        }
        return covariance / variance;
    }
}
