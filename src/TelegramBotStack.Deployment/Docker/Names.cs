namespace TelegramBotStack.Deployment.Docker;

/// <summary>Names of a bot's containers, volumes and images in a host's Docker Engine.</summary>
internal static class Names
{
    public static string Container(string bot, string instance) => $"botstack-{bot}-{instance}";

    public static string DataVolume(string bot) => $"botstack-{bot}-data";

    public static string SecretsVolume(string bot, string release) => $"botstack-{bot}-{release}-secrets";

    public static string Network(string bot) => $"botstack-{bot}";

    public static string Layer(string bot, string hash) => $"botstack/{bot}-deps:{hash}";

    public static string Watcher(string bot) => $"botstack-{bot}-watcher";

    public static string WatchVolume(string bot) => $"botstack-{bot}-watch";

    /// <summary>What a Dockerfile of the user's own built, while the release's image is made from it.</summary>
    public static string Source(string bot, string release) => $"botstack/{bot}-source:{release}";

    public static string Image(string bot, string release) => $"botstack/{bot}:{release}";
}
