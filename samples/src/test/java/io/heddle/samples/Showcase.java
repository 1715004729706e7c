package io.heddle.samples;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The sample `showcase`, running.
record Showcase(SampleProcess process, Map<String, String> addresses) implements AutoCloseable {

    private static final String LISTENING = "listening on ";

    /// Starts it, and waits until it is ready.
    static Showcase start(String... options) throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(List.of("showcase"));
        arguments.addAll(List.of(options));
        var process = SampleProcess.start(arguments.toArray(String[]::new));
        Map<String, String> addresses = new HashMap<>();
        try {
            for (String line = process.readLine();
                    !"ready".equals(line);
                    line = process.readLine()) {
                if (line == null || !line.startsWith(LISTENING)) {
                    throw new IOException("printed " + line + ", " + process.result());
                }
                String[] words = line.substring(LISTENING.length()).split(" ", 2);
                addresses.put(words[0], words[1]);
            }
            return new Showcase(process, addresses);
        } catch (Throwable failure) {
            process.close();
            throw failure;
        }
    }

    /// Where a listener listens.
    String address(String listener) {
        String address = addresses.get(listener);
        if (address == null) {
            throw new IllegalArgumentException(listener + " is none of " + addresses);
        }
        return address;
    }

    int port(String listener) {
        return SampleProcess.portOf(address(listener));
    }

    /// `http://127.0.0.1:8080/echo`.
    String url(String path) {
        return "http://" + address("http") + path;
    }

    /// Has it end by itself, so that its files go with it.
    @Override
    public void close() throws IOException {
        try {
            process.terminate();
            process.result();
        } catch (InterruptedException enough) {
            Thread.currentThread().interrupt();
        } finally {
            process.close();
        }
    }
}
