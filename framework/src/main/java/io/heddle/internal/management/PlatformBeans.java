package io.heddle.internal.management;

import java.lang.management.ManagementFactory;
import javax.management.InstanceAlreadyExistsException;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;

/// Managed objects as MBeans: `io.heddle:type=TYPE,name="NAME"`, and `,id=2` and so on for further
/// ones of the same name.
final class PlatformBeans {

    private static final int MOST_OF_ONE_NAME = 10_000;

    private PlatformBeans() {}

    /// Publishes all managed objects of the process on its platform's MBean server.
    static void publish() {
        publish(ManagementFactory.getPlatformMBeanServer());
    }

    /// Publishes all managed objects of the process.
    static void publish(MBeanServer server) {
        ManagedObjects.publish(object -> register(server, object));
    }

    private static Runnable register(MBeanServer server, Managed object) {
        var bean = new ManagedBean(object);
        for (int id = 1; id <= MOST_OF_ONE_NAME; id++) {
            try {
                ObjectName name = server.registerMBean(bean, name(object, id)).getObjectName();
                return () -> unregister(server, name);
            } catch (InstanceAlreadyExistsException taken) {
                // the next one may be free
            } catch (JMException | RuntimeException refused) {
                break; // it is not seen, and does all the same
            }
        }
        return () -> {};
    }

    private static ObjectName name(Managed object, int id) throws MalformedObjectNameException {
        String name =
                "io.heddle:type=" + object.type() + ",name=" + ObjectName.quote(object.name());
        return ObjectName.getInstance(id == 1 ? name : name + ",id=" + id);
    }

    private static void unregister(MBeanServer server, ObjectName name) {
        try {
            server.unregisterMBean(name);
        } catch (JMException | RuntimeException gone) {
            // somebody else has done it
        }
    }
}
