package io.heddle;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/// An echo server with the default observer in a process of its own, which can use up its
/// descriptors. Prints its port; then does what each line says and answers with what its observer
/// was told.
final class ExhaustedServer {

    /// What observers were told so far.
    ///
    /// @param failures how often it was told that nobody could be accepted
    /// @param tooOften whether ever within less than a second
    /// @param turnedAway how many peers, because there was no descriptor
    record Told(int failures, boolean tooOften, int turnedAway) {

        static Told parse(String line) {
            String[] parts = line.split(" ", -1);
            return new Told(
                    Integer.parseInt(parts[0]),
                    Boolean.parseBoolean(parts[1]),
                    Integer.parseInt(parts[2]));
        }

        String print() {
            return failures + " " + tooOften + " " + turnedAway;
        }
    }

    private static final String ASK = "ask";
    private static final String EXHAUST = "exhaust";
    private static final String RELEASE = "release";

    private ExhaustedServer() {}

    static Told ask(ChildJvm child) throws InterruptedException {
        return Told.parse(child.ask(ASK));
    }

    /// Has it open files until it can open no more.
    static void exhaust(ChildJvm child) throws InterruptedException {
        child.ask(EXHAUST);
    }

    /// Has it close them.
    static void release(ChildJvm child) throws InterruptedException {
        child.ask(RELEASE);
    }

    public static void main(String[] args) throws IOException {
        var told = new TellTale();
        var files = new OpenFiles();
        ServerConfig config =
                ServerConfig.on(TestPeer.loopback(0))
                        .withObserver(told)
                        .withLimits(
                                Limits.DEFAULT
                                        .withMaxConnections(Integer.getInteger("places", 1000))
                                        .withAtLimit(AtLimit.reject("full")));
        try (var server = SocketServer.start(config, Servers.ECHO);
                var commands = new BufferedReader(new InputStreamReader(System.in, UTF_8))) {
            files.openAll(); // once before: what the attempt itself needs is there then
            files.closeAll();
            System.out.println("port " + server.port());
            for (String line = commands.readLine(); line != null; line = commands.readLine()) {
                if (line.equals(EXHAUST)) {
                    files.openAll();
                } else if (line.equals(RELEASE)) {
                    files.closeAll();
                }
                System.out.println(told.now().print());
            }
        }
    }

    private static final class OpenFiles {

        private static final int MOST = 1000; // where the limit is far away, as it may be here

        /// For how long none must come free: a thread of the virtual machine has a file open now
        /// and then, and who came then would be let in afterwards.
        private static final long A_WHILE_NANOS = 100_000_000;

        private static final long PAUSE_NANOS = 1_000_000;

        private final List<InputStream> open = new ArrayList<>();

        void openAll() {
            long last = System.nanoTime();
            while (open.size() < MOST && System.nanoTime() - last < A_WHILE_NANOS) {
                try {
                    open.add(Files.newInputStream(Path.of("/dev/null")));
                    last = System.nanoTime();
                } catch (IOException noneLeft) {
                    LockSupport.parkNanos(PAUSE_NANOS);
                }
            }
        }

        void closeAll() throws IOException {
            for (InputStream stream : open) {
                stream.close();
            }
            open.clear();
        }
    }

    private static final class TellTale implements ServerObserver {

        /// Half a second less than the pause: the first of two may be told late, by a thread that
        /// begins with it on a busy machine.
        private static final long ALMOST_A_SECOND = 500_000_000;

        private long last; // guarded by this
        private int failures; // guarded by this
        private boolean tooOften; // guarded by this
        private int turnedAway; // guarded by this

        @Override
        public synchronized void acceptFailed(
                String listener, AcceptFailure kind, long times, Throwable cause) {
            long now = System.nanoTime();
            tooOften |= failures > 0 && now - last < ALMOST_A_SECOND;
            failures++;
            last = now;
        }

        @Override
        public synchronized void rejected(Rejection rejection) {
            turnedAway += rejection.reason() == RejectReason.DESCRIPTORS ? 1 : 0;
        }

        synchronized Told now() {
            return new Told(failures, tooOften, turnedAway);
        }
    }
}
