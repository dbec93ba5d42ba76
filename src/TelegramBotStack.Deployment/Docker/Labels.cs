namespace TelegramBotStack.Deployment.Docker;

/// <summary>Labels on containers, images and volumes. What has no <see cref="Bot"/> is not ours.</summary>
internal static class Labels
{
    public const string Bot = "botstack.bot";
    public const string Release = "botstack.release";
    public const string Instance = "botstack.instance";
    public const string ConfigHash = "botstack.config-hash";
    public const string TokenFingerprint = "botstack.token-fingerprint";
    public const string Handover = "botstack.handover";
    public const string Commit = "botstack.commit";
    public const string Layers = "botstack.layers";

    /// <summary>On a watcher, whose <see cref="Bot"/> is empty: it is no instance of the bot.</summary>
    public const string WatcherOf = "botstack.watcher-of";
    public const string WatcherHash = "botstack.watcher-hash";
}
