namespace TelegramBotStack.Deployment.Publishing;

/// <summary>What a bot is published as.</summary>
internal enum PublishForm
{
    /// <summary>Assemblies that an image's .NET runs.</summary>
    Portable,

    /// <summary>Assemblies and .NET beside them, for a host that has none.</summary>
    SelfContained,

    /// <summary>One program of machine code, by NativeAOT.</summary>
    Native,
}
