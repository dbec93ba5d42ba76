using System.Linq.Expressions;
using System.Reflection;

namespace Nuke.Common.Targets;

/// <summary>Reads the definition that a component wrote itself although the build overrides it.</summary>
internal static class NonVirtual
{
    public static PropertyInfo PropertyOf(LambdaExpression expression) =>
        expression.Body is MemberExpression { Member: PropertyInfo property }
            ? property
            : throw new BuildDefinitionException($"'{expression}' must name a target, as in 'x => x.Compile'.");

    /// <summary>The value of a property as <paramref name="component"/> sees it, without overrides further down.</summary>
    public static T Read<T>(PropertyInfo property, Type component, object instance)
    {
        var getter = ExplicitOverride(property, component) ?? property.GetMethod!;
        // A delegate made of a function pointer calls just that method; a reflected call would be virtual.
        var read = (Func<T>)Activator.CreateInstance(typeof(Func<T>), instance, getter.MethodHandle.GetFunctionPointer())!;
        return read();
    }

    private static MethodInfo? ExplicitOverride(PropertyInfo property, Type component)
    {
        var declaring = property.DeclaringType!;
        if (!component.IsInterface || component == declaring)
            return null;

        var name = $"{declaring.FullName!.Replace('+', '.')}.get_{property.Name}";
        return component.GetMethods(BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.DeclaredOnly)
            .SingleOrDefault(method => method.Name == name);
    }
}
