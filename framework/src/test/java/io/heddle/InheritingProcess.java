package io.heddle;

import java.util.List;
import java.util.concurrent.CountDownLatch;

/// A process with an echo server on the socket it inherits. It says what it finds, serves one
/// connection, and ends.
final class InheritingProcess {

    private InheritingProcess() {}

    public static void main(String[] arguments) throws Exception {
        try {
            ServerConfig config =
                    ServerConfig.on(ListenerConfig.inherited()).withObservers(List.of());
            serve(config);
        } catch (ListenException e) {
            System.out.println(e.getMessage());
        }
    }

    private static void serve(ServerConfig config) throws Exception {
        var checked = new CountDownLatch(1);
        var served = new CountDownLatch(1);
        ConnectionHandler handler =
                connection -> {
                    checked.await();
                    Servers.ECHO.handle(connection);
                    served.countDown();
                };
        try (var server = SocketServer.start(config, handler)) {
            System.out.println(Addresses.print(server.addresses().getFirst()));
            try (var second = SocketServer.start(config, handler)) {
                System.out.println("a second one at " + second.addresses());
            } catch (ListenException e) {
                System.out.println(e.getMessage());
            }
            checked.countDown();
            served.await();
        }
    }
}
