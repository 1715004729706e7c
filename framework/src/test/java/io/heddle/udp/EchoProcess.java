package io.heddle.udp;

/// A process with a server that echoes, and says on which port.
final class EchoProcess {

    private EchoProcess() {}

    public static void main(String[] arguments) throws Exception {
        try (var server = DatagramServers.echo()) {
            System.out.println(server.port());
            while (System.in.read() >= 0) {
                // until this side is told to end
            }
        }
    }
}
