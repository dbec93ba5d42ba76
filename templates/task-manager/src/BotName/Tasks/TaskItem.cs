using System.Text.Json.Serialization;

/// <summary>Something that a user has to do.</summary>
public sealed record TaskItem
{
    public const int LongestTitle = 200;

    public required string Id { get; init; }

    public required string Title { get; init; }

    public TaskPriority Priority { get; init; }

    /// <summary>Until when it is to be done; null for any time.</summary>
    public DateTimeOffset? DueAt { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>The reminder that is meant for it. Others, which an edit has left behind, say nothing.</summary>
    public long? ReminderId { get; init; }
}

/// <summary>How much it matters.</summary>
public enum TaskPriority
{
    Low,
    Normal,
    High,
}

/// <summary>How what the bot keeps becomes JSON, without reflection.</summary>
[JsonSourceGenerationOptions(System.Text.Json.JsonSerializerDefaults.Web, UseStringEnumConverter = true)]
[JsonSerializable(typeof(TaskItem))]
internal sealed partial class TasksJson : JsonSerializerContext;
