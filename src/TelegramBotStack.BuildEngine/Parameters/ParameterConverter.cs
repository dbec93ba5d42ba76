using System.ComponentModel;
using System.Globalization;
using System.Text.Json;
using Nuke.Common.IO;
using Nuke.Common.Tooling;

namespace Nuke.Common.Parameters;

/// <summary>Turns the words of a command line, a variable or a file into a parameter's type.</summary>
internal static class ParameterConverter
{
    /// <exception cref="UsageException">The words do not make a value of that type.</exception>
    public static object Convert(ParameterMember parameter, IReadOnlyList<string> words, string baseDirectory)
    {
        if (parameter.Type.IsArray)
            return ConvertArray(parameter, words, baseDirectory);
        if (words.Count == 0 && parameter.IsFlag)
            return true;
        if (words.Count == 0)
            throw new UsageException($"Parameter {parameter.Option} needs a value.");
        if (words.Count > 1)
            throw new UsageException($"Parameter {parameter.Option} takes {(parameter.IsFlag ? "true, false or nothing" : "one value")}, but got {Shown(parameter, string.Join(' ', words))}. Targets come before the first parameter; a value with spaces needs quotes.");
        return ConvertOne(parameter, words[0], parameter.ValueType, baseDirectory);
    }

    /// <exception cref="UsageException">The JSON does not make a value of that type.</exception>
    public static object? Convert(ParameterMember parameter, JsonElement json, string baseDirectory)
    {
        switch (json.ValueKind)
        {
            case JsonValueKind.Null:
                return null;
            case JsonValueKind.Array when parameter.Type.IsArray && json.EnumerateArray().All(IsScalar):
                return ConvertArray(parameter, json.EnumerateArray().Select(Text).ToList(), baseDirectory, split: false);
            case JsonValueKind.Array or JsonValueKind.Object:
                return Deserialize(parameter, json);
            default:
                return Convert(parameter, [Text(json)], baseDirectory);
        }
    }

    private static Array ConvertArray(ParameterMember parameter, IReadOnlyList<string> words, string baseDirectory, bool split = true)
    {
        var separator = parameter.Attribute.Separator;
        if (split && !string.IsNullOrEmpty(separator) && words.Any(word => word.Contains(separator, StringComparison.Ordinal)))
        {
            if (words.Count > 1)
                throw new UsageException($"Parameter {parameter.Option} takes several words or one word with '{separator}' between its elements, not both: {Shown(parameter, string.Join(' ', words))}.");
            words = words[0].Split(separator);
        }

        var elementType = parameter.Type.GetElementType()!;
        var array = Array.CreateInstance(elementType, words.Count);
        for (var index = 0; index < words.Count; index++)
            array.SetValue(ConvertOne(parameter, words[index], Nullable.GetUnderlyingType(elementType) ?? elementType, baseDirectory), index);
        return array;
    }

    private static object ConvertOne(ParameterMember parameter, string word, Type type, string baseDirectory)
    {
        if (type == typeof(string))
            return word;
        if (type == typeof(AbsolutePath))
            return AbsolutePath.From(word, baseDirectory);
        if (type.IsEnum)
            return EnumValue(parameter, word, type);
        if (type.IsAssignableTo(typeof(Enumeration)))
            return Enumeration.Find(type, word) ?? throw Invalid(parameter, word, type);

        try
        {
            var converter = TypeDescriptor.GetConverter(type);
            if (converter.CanConvertFrom(typeof(string)) && converter.ConvertFromInvariantString(word) is { } value)
                return value;
        }
        // Converters wrap their failures in whatever they like.
        catch (Exception exception) when (exception is ArgumentException or FormatException or OverflowException or NotSupportedException)
        {
            throw Invalid(parameter, word, type);
        }

        throw new UsageException($"Parameter {parameter.Option} of type {type.Name} cannot be given as text; put it into .nuke/parameters.json.");
    }

    private static object EnumValue(ParameterMember parameter, string word, Type type)
    {
        var names = Enum.GetNames(type);
        var name = names.FirstOrDefault(name => ParameterName.Same(name, word));
        if (name is not null)
            return Enum.Parse(type, name);
        throw new UsageException($"Parameter {parameter.Option}: {Shown(parameter, word)} is none of {string.Join(", ", names)}.");
    }

    private static object? Deserialize(ParameterMember parameter, JsonElement json)
    {
        try
        {
            return json.Deserialize(parameter.Type, JsonSerializerOptions.Web);
        }
        catch (JsonException exception)
        {
            throw new UsageException($"Parameter {parameter.Name} in the parameters file does not fit {parameter.Type.Name}: {exception.Message}");
        }
    }

    private static bool IsScalar(JsonElement element) => element.ValueKind is not (JsonValueKind.Array or JsonValueKind.Object);

    private static string Text(JsonElement json) => json.ValueKind == JsonValueKind.String ? json.GetString()! : json.GetRawText();

    private static UsageException Invalid(ParameterMember parameter, string word, Type type) =>
        new($"Parameter {parameter.Option}: {Shown(parameter, word)} is not a valid {FriendlyName(type)}.{(parameter.IsFlag ? " Targets come before the first parameter." : "")}");

    private static string Shown(ParameterMember parameter, string value) => parameter.IsSecret ? "its value (not shown)" : $"'{value}'";

    private static string FriendlyName(Type type) => Type.GetTypeCode(type) switch
    {
        TypeCode.Boolean => "value (true or false)",
        TypeCode.Int16 or TypeCode.Int32 or TypeCode.Int64 or TypeCode.Byte or TypeCode.UInt16 or TypeCode.UInt32 or TypeCode.UInt64 => string.Create(CultureInfo.InvariantCulture, $"whole number ({type.Name})"),
        TypeCode.Double or TypeCode.Single or TypeCode.Decimal => "number",
        _ => type.Name,
    };
}
