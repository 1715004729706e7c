package io.heddle.internal.management;

import java.util.List;
import javax.management.MBeanRegistration;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.jspecify.annotations.Nullable;

/// The MBean by which a tool from outside asks for the others: to create it in a process publishes
/// the managed objects there are, and those to come. It does so by its name, which therefore must
/// not change: `io.heddle.internal.management.Publication`.
public final class Publication extends ManagedBean implements MBeanRegistration {

    /// The one that an MBean server makes.
    public Publication() {
        super(
                new Managed(
                        "Publication",
                        "heddle",
                        "Publishes what Heddle can tell of this process",
                        List.of(
                                new Managed.Attribute(
                                        "Objects",
                                        int.class,
                                        "how many objects there are",
                                        ManagedObjects::size)),
                        List.of()));
    }

    @Override
    public @Nullable ObjectName preRegister(MBeanServer server, @Nullable ObjectName name) {
        PlatformBeans.publish(server);
        return name;
    }

    @Override
    public void postRegister(Boolean done) {}

    @Override
    public void preDeregister() {}

    @Override
    public void postDeregister() {}
}
