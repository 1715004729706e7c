package io.heddle.internal.management;

import java.util.Objects;
import javax.management.Attribute;
import javax.management.AttributeList;
import javax.management.AttributeNotFoundException;
import javax.management.DynamicMBean;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanInfo;
import javax.management.MBeanOperationInfo;
import javax.management.MBeanParameterInfo;
import javax.management.ReflectionException;
import org.jspecify.annotations.Nullable;

/// A managed object as an MBean. What it says is made of the JDK's types alone, so that any tool
/// understands it.
class ManagedBean implements DynamicMBean {

    private final Managed object;

    ManagedBean(Managed object) {
        this.object = object;
    }

    @Override
    public Object getAttribute(String name) throws AttributeNotFoundException {
        for (Managed.Attribute attribute : object.attributes()) {
            if (attribute.name().equals(name)) {
                return attribute.value().get();
            }
        }
        throw new AttributeNotFoundException(object.type() + " has no attribute " + name);
    }

    @Override
    public AttributeList getAttributes(String[] names) {
        var values = new AttributeList();
        for (String name : names) {
            try {
                values.add(new Attribute(name, getAttribute(name)));
            } catch (AttributeNotFoundException unknown) {
                // by contract it is left out
            }
        }
        return values;
    }

    @Override
    public void setAttribute(Attribute attribute) throws AttributeNotFoundException {
        throw new AttributeNotFoundException(attribute.getName() + " cannot be set");
    }

    @Override
    public AttributeList setAttributes(AttributeList attributes) {
        return new AttributeList();
    }

    @Override
    public Object invoke(String name, @Nullable Object[] arguments, String[] signature)
            throws ReflectionException {
        for (Managed.Operation operation : object.operations()) {
            if (operation.name().equals(name)) {
                if (arguments.length == 1 && arguments[0] instanceof Integer number) {
                    return operation.action().apply(number);
                }
                throw new IllegalArgumentException(
                        name + " takes one number, " + operation.parameter());
            }
        }
        var unknown = new NoSuchMethodException(object.type() + " has no operation " + name);
        throw new ReflectionException(unknown);
    }

    @Override
    public MBeanInfo getMBeanInfo() {
        return new MBeanInfo(
                Objects.requireNonNull(getClass().getName()),
                object.description(),
                object.attributes().stream()
                        .map(ManagedBean::info)
                        .toArray(MBeanAttributeInfo[]::new),
                null,
                object.operations().stream()
                        .map(ManagedBean::info)
                        .toArray(MBeanOperationInfo[]::new),
                null);
    }

    private static MBeanAttributeInfo info(Managed.Attribute attribute) {
        return new MBeanAttributeInfo(
                attribute.name(),
                attribute.type().getName(),
                attribute.description(),
                true,
                false,
                false);
    }

    private static MBeanOperationInfo info(Managed.Operation operation) {
        var parameter =
                new MBeanParameterInfo(
                        operation.parameter(),
                        int.class.getName(),
                        operation.parameterDescription());
        return new MBeanOperationInfo(
                operation.name(),
                operation.description(),
                new MBeanParameterInfo[] {parameter},
                String.class.getName(),
                MBeanOperationInfo.INFO);
    }
}
