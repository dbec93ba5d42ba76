namespace TelegramBotStack.Configuration;

/// <summary>Where things are in the data directory. docs/process-contract.md fixes the names.</summary>
internal sealed record DataDirectory(string Root)
{
    public string Lease => Path.Combine(Root, ".botstack", "lease");

    public string Instances => Path.Combine(Root, ".botstack", "instances");

    public string Inbox => Path.Combine(Root, ".botstack", "inbox");

    public string Webhook => Path.Combine(Root, ".botstack", "webhook.json");

    public string WebhookCertificate => Path.Combine(Root, ".botstack", "webhook.pem");

    public string StorageLocks => Path.Combine(Root, ".botstack", "storage-locks");

    public string Storage => Path.Combine(Root, "storage");

    public string StatusOf(string instance) => Path.Combine(Instances, instance + ".json");

    public static DataDirectory From(string? setting)
    {
        var inContainer = Environment.GetEnvironmentVariable("DOTNET_RUNNING_IN_CONTAINER") == "true";
        var path = string.IsNullOrWhiteSpace(setting) ? (inContainer ? "/data" : "./data") : setting;
        return new DataDirectory(Path.GetFullPath(path));
    }

    /// <exception cref="BotConfigurationException">It cannot be made or written to.</exception>
    public void Create()
    {
        try
        {
            Directory.CreateDirectory(Instances);
            Directory.CreateDirectory(Inbox);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new BotConfigurationException(
                "data-unusable",
                $"The data directory {Root} cannot be used: {exception.Message} Set BOTSTACK_DATA to a directory that "
                + "the bot's user may write to.");
        }
    }
}
