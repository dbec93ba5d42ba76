using System.Text.Json.Serialization;

namespace TelegramBotStack.Status;

/// <summary>The states of docs/process-contract.md.</summary>
internal enum InstanceState
{
    [JsonStringEnumMemberName("starting")]
    Starting,

    [JsonStringEnumMemberName("standby")]
    Standby,

    [JsonStringEnumMemberName("active")]
    Active,

    [JsonStringEnumMemberName("parking")]
    Parking,

    [JsonStringEnumMemberName("parked")]
    Parked,

    [JsonStringEnumMemberName("stopping")]
    Stopping,

    [JsonStringEnumMemberName("stopped")]
    Stopped,

    [JsonStringEnumMemberName("failed")]
    Failed,
}
