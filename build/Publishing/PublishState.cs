namespace TelegramBotStack.Build.Publishing;

/// <summary>What a feed has of a package.</summary>
internal enum PublishState
{
    /// <summary>It does not have that version.</summary>
    New,

    /// <summary>It has the same.</summary>
    Published,

    /// <summary>It has that version with other content.</summary>
    Different,
}
