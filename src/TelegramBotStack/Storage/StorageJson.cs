using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace TelegramBotStack.Storage;

/// <summary>How values become JSON: by the contexts that the bot and its features have named, else by reflection where there is any.</summary>
internal sealed class StorageJson
{
    private readonly JsonSerializerOptions _options;

    public StorageJson(IEnumerable<JsonSource> sources)
    {
        _options = new JsonSerializerOptions(JsonSerializerDefaults.Web)
        {
            TypeInfoResolver = JsonTypeInfoResolver.Combine(
                [.. sources.Select(source => source.Resolver), PlainJson.Default, JsonSerializer.IsReflectionEnabledByDefault ? Reflection() : null]),
        };
        _options.MakeReadOnly();
    }

    /// <exception cref="NotSupportedException">There is no description of the type.</exception>
    public ReadOnlyMemory<byte> Serialize<T>(T value) => JsonSerializer.SerializeToUtf8Bytes(value, TypeOf<T>());

    /// <exception cref="JsonException">The text is not a <typeparamref name="T"/>.</exception>
    /// <exception cref="NotSupportedException">There is no description of the type.</exception>
    public T? Deserialize<T>(ReadOnlyMemory<byte> json) => JsonSerializer.Deserialize(json.Span, TypeOf<T>());

    private JsonTypeInfo<T> TypeOf<T>()
        => _options.TryGetTypeInfo(typeof(T), out var type)
            ? (JsonTypeInfo<T>)type
            : throw new NotSupportedException(
                $"The storage does not know how to write a {typeof(T)} as JSON, and this program was built without "
                + $"reflection. Put [JsonSerializable(typeof({typeof(T).Name}))] on a class that derives from "
                + "JsonSerializerContext, and name it to the bot: builder.UseJson(ThatClass.Default).");

    [UnconditionalSuppressMessage("Trimming", "IL2026", Justification = "Only where reflection is switched on, which trimming switches off.")]
    [UnconditionalSuppressMessage("AOT", "IL3050", Justification = "Only where reflection is switched on, which native AOT switches off.")]
    private static DefaultJsonTypeInfoResolver Reflection() => new();
}

/// <summary>A context that the bot or a feature has named.</summary>
internal sealed record JsonSource(IJsonTypeInfoResolver Resolver);
