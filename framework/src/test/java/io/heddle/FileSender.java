package io.heddle;

import java.nio.channels.FileChannel;
import java.nio.file.Path;

/// A server in a process of its own that sends a file for each line.
final class FileSender {

    private FileSender() {}

    public static void main(String[] arguments) throws Exception {
        try (var file = FileChannel.open(Path.of(System.getProperty("file")));
                var server = Servers.start(connection -> serve(connection, file))) {
            System.out.println("port " + server.port());
            while (System.in.read() >= 0) {
                // until the test ends
            }
        }
    }

    private static void serve(Connection connection, FileChannel file) throws Exception {
        while (connection.input().readLine(10) != null) {
            connection.output().transferFrom(file, 0, file.size());
        }
    }
}
