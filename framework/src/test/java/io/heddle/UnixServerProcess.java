package io.heddle;

import java.net.UnixDomainSocketAddress;

/// A process with an echo server at the path that it is asked to listen at.
final class UnixServerProcess {

    private UnixServerProcess() {}

    public static void main(String[] arguments) throws Exception {
        var address = UnixDomainSocketAddress.of(System.getProperty("path"));
        try (var server = SocketServer.start(ServerConfig.on(address), Servers.ECHO)) {
            System.out.println("listening");
            server.awaitStopped();
        }
    }
}
