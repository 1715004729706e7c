package io.heddle.loadtest.dump;

import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.management.InstanceAlreadyExistsException;
import javax.management.InstanceNotFoundException;
import javax.management.JMException;
import javax.management.JMRuntimeException;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.ReflectionException;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/// Another JVM on this machine, asked by JMX for the servers in it. All that answers there are
/// platform threads of the JDK, so it answers while every carrier of virtual threads is busy.
///
/// It starts the JDK's local management agent in that JVM, which stays.
public final class AttachedJvm implements AutoCloseable {

    private static final String PUBLICATION = "io.heddle.internal.management.Publication";

    /// No thread of ours beside the connection, which is short.
    private static final Map<String, ?> QUIET =
            Map.of("jmx.remote.x.client.connection.check.period", 0L);

    private final long pid;
    private final JMXConnector connector;
    private final MBeanServerConnection beans;

    private AttachedJvm(long pid, JMXConnector connector) throws IOException {
        this.pid = pid;
        this.connector = connector;
        beans = connector.getMBeanServerConnection();
    }

    /// Attaches to a process, which takes as long as that likes if it does not answer.
    ///
    /// @throws NotAttachedException if there is no such process, if it is not a JVM or another
    ///   user's, or if it does not let itself be attached to
    @SuppressWarnings("BanJNDI") // the address is that of a process that we were let into
    public static AttachedJvm to(long pid) throws IOException {
        requireJvm(pid);
        String agent = startAgent(pid);
        return new AttachedJvm(pid, JMXConnectorFactory.connect(new JMXServiceURL(agent), QUIET));
    }

    /// To attach means to send a signal, which ends a process that is not a JVM: so look first.
    private static void requireJvm(long pid) throws NotAttachedException {
        if (ProcessHandle.of(pid).isEmpty()) {
            throw new NotAttachedException("there is no process %d".formatted(pid));
        }
        var process = Path.of("/proc", String.valueOf(pid));
        if (!Files.exists(process)) {
            return; // a system without such files
        }
        try (var maps = Files.lines(process.resolve("maps"))) {
            if (maps.noneMatch(line -> line.contains("/libjvm."))) {
                throw new NotAttachedException("process %d is not a JVM".formatted(pid));
            }
        } catch (IOException | UncheckedIOException e) {
            if (e instanceof NotAttachedException notJvm) {
                throw notJvm;
            }
            throw new NotAttachedException(
                    "process %d may not be looked into by this user".formatted(pid));
        }
    }

    private static String startAgent(long pid) throws NotAttachedException {
        try {
            var machine = VirtualMachine.attach(String.valueOf(pid));
            try {
                return machine.startLocalManagementAgent();
            } finally {
                machine.detach();
            }
        } catch (AttachNotSupportedException | IOException e) {
            throw new NotAttachedException(
                    "process %d does not let itself be attached to: %s"
                            .formatted(pid, e.getMessage()));
        }
    }

    /// The dumps of all servers.
    ///
    /// @param connections how many of each listener are listed
    /// @param json JSON, or else text
    /// @return one for each server, in the order of their names; empty if there is none
    public List<String> dumps(int connections, boolean json) throws IOException {
        try {
            publish();
            var dumps = new ArrayList<String>();
            var names = beans.queryNames(new ObjectName("io.heddle:type=SocketServer,*"), null);
            for (var name : names.stream().sorted().toList()) {
                addDump(dumps, name, connections, json);
            }
            return dumps;
        } catch (JMException | JMRuntimeException e) {
            throw new IOException("process %d does not answer: %s".formatted(pid, e), e);
        }
    }

    /// Servers are not visible by JMX unless somebody asks for it.
    private void publish() throws IOException, JMException {
        var name = new ObjectName("io.heddle:type=Publication");
        if (!beans.isRegistered(name)) {
            try {
                beans.createMBean(PUBLICATION, name);
            } catch (InstanceAlreadyExistsException e) {
                // Somebody else asks, too.
            } catch (ReflectionException e) {
                // It has no Heddle, or hides it, and then publishes by itself.
            }
        }
    }

    private void addDump(List<String> dumps, ObjectName name, int connections, boolean json)
            throws IOException, JMException {
        try {
            var dump =
                    beans.invoke(
                            name,
                            json ? "dumpJson" : "dump",
                            new Object[] {connections},
                            new String[] {int.class.getName()});
            dumps.add(String.valueOf(dump));
        } catch (InstanceNotFoundException e) {
            // It has stopped meanwhile.
        }
    }

    @Override
    public void close() throws IOException {
        connector.close();
    }
}
