using System.Reflection;

namespace Nuke.Common.Parameters;

/// <summary>Reads and writes members of a build, readonly fields and get-only auto properties included.</summary>
internal static class MemberValue
{
    public static object? Get(MemberInfo member, object instance) =>
        member is PropertyInfo property ? property.GetValue(instance) : ((FieldInfo)member).GetValue(instance);

    /// <summary>Sets the value; a property that computes its value is left alone.</summary>
    public static void Set(MemberInfo member, object instance, object value)
    {
        switch (member)
        {
            case FieldInfo field:
                field.SetValue(instance, value);
                break;
            case PropertyInfo { CanWrite: true } property:
                property.SetValue(instance, value);
                break;
            case PropertyInfo property:
                property.DeclaringType!.GetField($"<{property.Name}>k__BackingField", BindingFlags.Instance | BindingFlags.NonPublic)?.SetValue(instance, value);
                break;
        }
    }
}
