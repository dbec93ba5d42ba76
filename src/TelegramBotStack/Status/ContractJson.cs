using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using TelegramBotStack.Lease;
using TelegramBotStack.Webhooks;

namespace TelegramBotStack.Status;

/// <summary>How the files of the process contract are written.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UseStringEnumConverter = true,
    Converters = [typeof(UtcTimeConverter)])]
[JsonSerializable(typeof(InstanceStatus))]
[JsonSerializable(typeof(LeaseContent))]
[JsonSerializable(typeof(WebhookMemory))]
internal sealed partial class ContractJson : JsonSerializerContext;

/// <summary>UTC to the millisecond: <c>2026-11-24T02:15:00.123Z</c>.</summary>
internal sealed class UtcTimeConverter : JsonConverter<DateTimeOffset>
{
    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        => reader.GetDateTimeOffset().ToUniversalTime();

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options)
        => writer.WriteStringValue(value.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));
}
