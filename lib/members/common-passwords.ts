/**
 * What people choose when they are asked for eight characters, in small letters and without the figures and signs
 * that they put around it. Compiled by hand from what every published list of leaked passwords begins with.
 */
const words = `
password passwort password1 passw0rd passwd pass motdepasse contrasena contraseña senha parola heslo haslo wachtwoord
letmein letmeinnow welcome welcomeback willkommen bienvenue bienvenido hello hellohello hallo hallohallo hola ciao
admin administrator root superuser sysadmin manager guest user username login signin access default temp temporary
changeme changeit change changethis changenow pleasechange newpassword mypassword yourpassword thepassword
passwordpassword passpass nopassword oldpassword firstpassword secret topsecret mysecret secretsecret private
test testing tester testtest testuser demo example sample trial office company business customer support marketing
qwerty qwertz azerty qwertyuiop qwertzuiop azertyuiop qwerasdf qazwsx qazwsxedc qweasd qweasdzxc qwe asdf asdfgh
asdfghjkl asdfasdf zxcv zxcvbn zxcvbnm zaqxsw zaqwsx qwerqwer abc abcd abcde abcdef abcabc aaaa xxxx
iloveyou iloveu loveyou ilovegod ihateyou love lovely lover loveme sweetheart darling honey baby babygirl princess
prinzessin princesse angel sunshine sonnenschein soleil flower rainbow butterfly schmetterling chocolate cookie
football fussball futbol soccer baseball basketball hockey tennis golf liverpool arsenal chelsea manchester
barcelona realmadrid juventus bayern ferrari porsche mercedes mustang corvette yamaha harley
monkey dragon tiger lion eagle falcon panther dolphin elephant kitty kitten puppy snoopy garfield mickey
master shadow killer hunter ranger warrior knight wizard ninja samurai hacker matrix phoenix
superman batman spiderman ironman wolverine starwars startrek pokemon pikachu naruto minecraft fortnite roblox
michael michelle jennifer jessica jordan daniel andrew joshua matthew thomas robert charlie george william
ashley amanda nicole samantha elizabeth stephanie alexander benjamin maximilian christian sebastian
summer sommer winter autumn herbst spring fruhling frühling january february march april june july august september
october november december monday tuesday wednesday thursday friday saturday sunday
montag dienstag mittwoch donnerstag freitag samstag sonntag
computer internet google facebook instagram linkedin twitter microsoft windows apple iphone samsung android laptop
london paris berlin munich newyork america england germany deutschland france espana italia canada australia
freedom trustno trustnoone whatever nothing something anything goodluck blessed jesus jesuschrist heaven god
money dollar million secure security safe unlock open opensesame blink superstar rockstar metallica nirvana
banana orange strawberry pepper ginger cheese coffee pizza whiskey beer
tagdesk vero cerego capillary fragment
correcthorsebatterystaple
`;

export const commonPasswords: ReadonlySet<string> = new Set(words.split(/\s+/).filter((word) => word !== ''));
