namespace TelegramBotStack.Configuration;

/// <summary>Names of the settings, as environment variables, on the command line and in configuration files.</summary>
internal static class SettingNames
{
    public const string Token = "BOT_TOKEN";
    public const string ApiUrl = "BOT_API_URL";
    public const string Data = "BOTSTACK_DATA";
    public const string Instance = "BOTSTACK_INSTANCE";
    public const string Release = "BOTSTACK_RELEASE";
    public const string Secrets = "BOTSTACK_SECRETS";
    public const string Storage = "BOTSTACK_STORAGE";
    public const string Sqlite = "BOTSTACK_SQLITE";
    public const string Postgres = "BOTSTACK_POSTGRES";
    public const string Redis = "BOTSTACK_REDIS";
    public const string LeasePostgres = "BOTSTACK_LEASE_POSTGRES";
    public const string LeaseRedis = "BOTSTACK_LEASE_REDIS";
    public const string HangAfter = "BOTSTACK_HANG_AFTER";
    public const string Dev = "BOTSTACK_DEV";
    public const string Admins = "BOT_ADMINS";
    public const string Log = "BOTSTACK_LOG";
    public const string WebhookSecret = "BOTSTACK_WEBHOOK_SECRET";
    public const string WatchBot = "BOTSTACK_WATCH_BOT";
    public const string WatchHost = "BOTSTACK_WATCH_HOST";
    public const string WatchChat = "BOTSTACK_WATCH_CHAT";
    public const string WatchWebhook = "BOTSTACK_WATCH_WEBHOOK";
    public const string WatchAfter = "BOTSTACK_WATCH_AFTER";
    public const string WatchRepeat = "BOTSTACK_WATCH_REPEAT";
    public const string WatchDiskFree = "BOTSTACK_WATCH_DISK_FREE";
    public const string WatchState = "BOTSTACK_WATCH_STATE";
}
