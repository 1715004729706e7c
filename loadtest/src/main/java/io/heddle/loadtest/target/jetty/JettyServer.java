package io.heddle.loadtest.target.jetty;

import io.heddle.loadtest.target.ListenOptions;
import io.heddle.loadtest.target.RunningTarget;
import java.io.IOException;
import java.nio.channels.ServerSocketChannel;
import java.util.Map;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.VirtualThreads;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/// The running server.
final class JettyServer implements RunningTarget {
    private static final int ACCEPTORS = 1;

    private final ServerConnector connector;
    private final QueuedThreadPool threads;
    private final JettyHandler handler;

    private JettyServer(ServerConnector connector, QueuedThreadPool threads, JettyHandler handler) {
        this.connector = connector;
        this.threads = threads;
        this.handler = handler;
    }

    static JettyServer start(String name, ListenOptions options, boolean virtualThreads)
            throws IOException {
        // Else it says on the error stream that there is no logging.
        System.setProperty("slf4j.internal.verbosity", "ERROR");
        var threads = new QueuedThreadPool();
        if (virtualThreads) {
            threads.setVirtualThreadsExecutor(VirtualThreads.getDefaultVirtualThreadsExecutor());
        }
        var server = new Server(threads);
        var connector = connector(server, options);
        server.addConnector(connector);
        var handler = new JettyHandler(name, options.backend());
        server.setHandler(handler);
        try {
            connector.open(listener(options));
            server.start();
        } catch (IOException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException("Jetty does not start: " + e.getMessage(), e);
        }
        return new JettyServer(connector, threads, handler);
    }

    private static ServerConnector connector(Server server, ListenOptions options) {
        var http = new HttpConfiguration();
        http.setSendServerVersion(false); // the handler names itself
        http.setSendDateHeader(true);
        var connector =
                new ServerConnector(
                        server, ACCEPTORS, options.loops(), new HttpConnectionFactory(http));
        connector.setAcceptQueueSize(ListenOptions.BACKLOG);
        connector.setAcceptedTcpNoDelay(true);
        return connector;
    }

    /// Bound here, because the connector takes a host's name and no address.
    private static ServerSocketChannel listener(ListenOptions options) throws IOException {
        var listener = ServerSocketChannel.open();
        try {
            return listener.bind(options.address(), ListenOptions.BACKLOG);
        } catch (IOException e) {
            listener.close();
            throw e;
        }
    }

    @Override
    public int port() {
        return connector.getLocalPort();
    }

    @Override
    public Map<String, String> settings() {
        return Map.of(
                "nodelay", String.valueOf(connector.getAcceptedTcpNoDelay()),
                "backlog", String.valueOf(connector.getAcceptQueueSize()),
                "loops", String.valueOf(connector.getSelectorManager().getSelectorCount()),
                "threads", String.valueOf(threads.getMaxThreads()));
    }

    @Override
    public void close() {
        try {
            connector.getServer().stop();
        } catch (Exception e) {
            throw new IllegalStateException("Jetty does not stop", e);
        } finally {
            handler.close();
        }
    }
}
