using System.ComponentModel;
using System.Globalization;
using System.Reflection;
using Nuke.Common.Parameters;

namespace Nuke.Common.Tooling;

/// <summary>A named value of a set that can grow: derive and give static fields their <see cref="Value"/>.</summary>
public abstract class Enumeration
{
    /// <summary>Text of the value.</summary>
    protected string Value { get; init; } = "";

    /// <inheritdoc/>
    public override string ToString() => Value;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Enumeration other && other.GetType() == GetType() && other.Value == Value;

    /// <inheritdoc/>
    public override int GetHashCode() => Value.GetHashCode(StringComparison.Ordinal);

    internal static Enumeration? Find(Type type, string word) => Values(type).FirstOrDefault(value => ParameterName.Same(value.Value, word));

    internal static IReadOnlyList<Enumeration> Values(Type type) => type
        .GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.FlattenHierarchy)
        .Where(field => field.FieldType.IsAssignableTo(type))
        .Select(field => (Enumeration)field.GetValue(null)!)
        .ToList();

    /// <summary>Converts the text of a value to the value.</summary>
    /// <typeparam name="T">The enumeration.</typeparam>
    public class TypeConverter<T> : TypeConverter
        where T : Enumeration
    {
        /// <inheritdoc/>
        public override bool CanConvertFrom(ITypeDescriptorContext? context, Type sourceType) => sourceType == typeof(string) || base.CanConvertFrom(context, sourceType);

        /// <inheritdoc/>
        public override object? ConvertFrom(ITypeDescriptorContext? context, CultureInfo? culture, object value) =>
            value is string text && Find(typeof(T), text) is { } found ? found : base.ConvertFrom(context, culture, value);
    }
}
