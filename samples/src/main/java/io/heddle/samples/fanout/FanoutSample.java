package io.heddle.samples.fanout;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.heddle.Connection;
import io.heddle.DeadlineExceededException;
import io.heddle.ServerConfig;
import io.heddle.SocketServer;
import io.heddle.TaskScope;
import io.heddle.client.SocketClient;
import io.heddle.client.SocketClientConfig;
import io.heddle.samples.Options;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// A server that asks three slow backends at the same time, under one deadline, and answers with
/// the first two answers: `fanout [--host H] [--port P] [--deadline D]`.
///
/// [#answersTo] is all that it takes. No pool is sized, no future is chained, no thread is left
/// behind: who has not answered when two have, or when the deadline is over, or when the connection
/// ends, is cancelled there and then, and the backend hears of it.
public final class FanoutSample {

    private static final int ANSWERS = 2;
    private static final Duration USUAL_DEADLINE = Duration.ofSeconds(1);

    private final List<Backend> backends;
    private final Duration deadline;

    private FanoutSample(List<Backend> backends, Duration deadline) {
        this.backends = backends;
        this.deadline = deadline;
    }

    /// Serves until the process is ended; prints `listening on HOST:PORT` when it accepts.
    ///
    /// @return 1 if the address cannot be listened on
    public static int run(Options options) {
        options.only(Set.of("--host", "--port", "--deadline"));
        Duration deadline = options.duration("--deadline", USUAL_DEADLINE);
        Options.checked(() -> tasksWithin(deadline)).close();
        var address = new InetSocketAddress(options.host(), options.port(0));
        if (address.isUnresolved()) {
            System.err.println("unknown host " + options.host());
            return 1;
        }
        try (var client = SocketClient.open(SocketClientConfig.DEFAULT);
                var quick = Backend.start("quick", Duration.ofMillis(50), client);
                var steady = Backend.start("steady", Duration.ofMillis(200), client);
                var slow = Backend.start("slow", Duration.ofSeconds(2), client);
                var server =
                        SocketServer.start(
                                ServerConfig.on(address).withName("fanout"),
                                new FanoutSample(List.of(quick, steady, slow), deadline)::serve)) {
            System.out.println("listening on " + options.host() + ":" + server.port());
            server.awaitStopped();
            return 0;
        } catch (IOException failure) {
            System.err.println(failure.getMessage());
            return 1;
        } catch (InterruptedException asked) {
            return 0;
        }
    }

    private void serve(Connection connection) throws IOException, InterruptedException {
        String line = connection.input().readLine(Backend.MAX_LINE);
        while (line != null) {
            connection.output().write((answersTo(line) + "\n").getBytes(UTF_8));
            line = connection.input().readLine(Backend.MAX_LINE);
        }
    }

    private String answersTo(String line) throws IOException, InterruptedException {
        try (var tasks = tasksWithin(deadline)) {
            for (Backend backend : backends) {
                tasks.fork(() -> backend.ask(line));
            }
            return String.join("\n", tasks.join());
        } catch (DeadlineExceededException late) {
            String limit = deadline.toString().substring("PT".length()).toLowerCase(Locale.ROOT);
            return "no two answers within " + limit;
        }
    }

    private static TaskScope<String, IOException> tasksWithin(Duration deadline) {
        return TaskScope.firstSuccesses(ANSWERS, deadline);
    }
}
