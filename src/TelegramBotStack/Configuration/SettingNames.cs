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
    public const string HangAfter = "BOTSTACK_HANG_AFTER";
}
