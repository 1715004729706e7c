package io.heddle.http;

import io.heddle.ShutdownPlan;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;

/// A process that serves HTTP until it gets a signal; says when so many requests are at work.
final class HttpServerProcess {

    private static final long LOOK_NANOS = Duration.ofMillis(5).toNanos();

    private HttpServerProcess() {}

    public static void main(String[] arguments) throws Exception {
        var atWork = new CountDownLatch(Integer.getInteger("clients"));
        HttpHandler slow =
                request -> {
                    atWork.countDown();
                    atWork.await();
                    while (!request.connection().isDraining()) { // it has got the signal
                        LockSupport.parkNanos(LOOK_NANOS);
                    }
                    return Response.text("hello");
                };
        try (var server = HttpServers.start(slow)) {
            server.server().shutdownOnSignal(ShutdownPlan.within(Duration.ofSeconds(15)), _ -> {});
            System.out.println("port " + server.port());
            atWork.await();
            System.out.println("at work");
            server.awaitStopped();
        }
    }
}
