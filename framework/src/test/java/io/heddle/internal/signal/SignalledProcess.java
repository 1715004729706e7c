package io.heddle.internal.signal;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/// A process that stops on signals as it is told, and ends when one of its actions has run.
final class SignalledProcess {

    private static final Map<String, StopSignals> INSTALLED = new HashMap<>();
    private static final CountDownLatch STOPPED = new CountDownLatch(1);
    private static final CountDownLatch NEVER = new CountDownLatch(1);

    private SignalledProcess() {}

    public static void main(String[] arguments) throws Exception {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> System.err.println("hook ran")));
        Thread.ofPlatform().daemon().start(SignalledProcess::obey);
        STOPPED.await();
    }

    private static void obey() {
        var commands = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        try {
            for (String line = commands.readLine(); line != null; line = commands.readLine()) {
                String[] words = line.split(" ", -1);
                System.out.println(obey(words[0], words[1]));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String obey(String command, String name) {
        switch (command) {
            case "install" -> {
                return install(name, STOPPED::countDown);
            }
            case "hang" -> {
                return install(name, SignalledProcess::hang);
            }
            case "fail" -> {
                return install(
                        name,
                        () -> {
                            throw new IllegalStateException("as told");
                        });
            }
            case "close" -> INSTALLED.get(name).close();
            case "catch" -> catchOtherwise(name);
            default -> throw new IllegalArgumentException(command);
        }
        return "done";
    }

    private static String install(String name, Runnable action) {
        try {
            Runnable first =
                    () -> {
                        Thread thread = Thread.currentThread();
                        System.out.println(
                                name
                                        + " in "
                                        + thread.getName()
                                        + (thread.isDaemon() || thread.isVirtual()
                                                ? ", weak"
                                                : ""));
                        action.run();
                    };
            INSTALLED.put(name, StopSignals.install(first));
            return "done";
        } catch (UnsupportedOperationException e) {
            return e.getMessage();
        }
    }

    private static void hang() {
        try {
            NEVER.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// What other software does that knows nothing of us.
    private static void catchOtherwise(String name) {
        JdkSignals jdk = JdkSignals.lookup();
        jdk.register(
                jdk.signal("TERM"), jdk.handler(signal -> System.out.println(name + " caught it")));
    }
}
