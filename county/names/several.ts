/**
 * Backgrounds whose names are written in several ways in English records. A slash parts the ways (the commonest first), a
 * colon what the child may be called instead, a tilde the forms of men and women. Most frequent first.
 */
export interface SeveralSpellings {
  background: string
  share: number
  girls: string
  boys: string
  surnames: string
}

export const SEVERAL_SPELLINGS: readonly SeveralSpellings[] = [
  {
    background: 'pakistani',
    share: 0.055,
    girls: `Fatima/Fatimah/Faatima|Aisha/Ayesha/Aysha/Aaisha|Maryam/Mariam/Mariyam|Zainab/Zaynab/Zenab|Khadija/Khadijah/Khadeeja
Hafsa/Hafsah|Amina/Aminah/Ameena|Sumaiya/Sumayyah/Sumaya|Safa/Safah|Noor/Nur/Nour|Zoya/Zoyah|Anaya/Anayah/Inaya|Hira/Heera|Iqra/Iqraa
Mahnoor/Mahnur|Sana/Sanaa|Laiba/Layba|Aleena/Alina|Rabia/Rabiya|Saima/Sayma|Nadia/Nadiya|Areeba/Ariba|Eshal/Eshaal|Minahil/Minaahil`,
    boys: `Muhammad/Mohammed/Mohammad/Mohamed/Muhammed:Mo|Ibrahim/Ebrahim/Ibraheem|Yusuf/Yousuf/Yousaf/Yusef|Ali/Aly|Ahmed/Ahmad/Ahmet
Hassan/Hasan|Hussain/Hussein/Husain|Hamza/Hamzah|Umar/Omar/Omer|Bilal/Bilaal|Zayn/Zain/Zayne|Ismail/Ismaeel/Esmail|Abdullah/Abdallah
Usman/Osman/Uthman|Haris/Harris/Haaris|Faisal/Faysal|Imran/Emran|Rayyan/Rayan|Musa/Moosa/Mousa|Eesa/Isa/Essa|Sulaiman/Suleman/Sulayman
Adeel/Adil|Kamran/Kaamran|Tariq/Tarek/Tareq|Arham/Arhaam|Zakariya/Zakaria/Zachariya`,
    surnames: `Khan/Kahn|Hussain/Hussein/Husain|Ahmed/Ahmad|Ali/Aly|Mahmood/Mehmood/Mahmud|Akhtar/Akhter|Iqbal/Eqbal|Malik/Malick
Shah/Shahe|Mohammed/Muhammad/Mohammad|Begum/Begam|Bibi/Beebi|Mirza/Merza|Qureshi/Kureshi/Quraishi|Chaudhry/Choudhry/Chaudhary/Chowdhry
Raja/Rajah|Butt/Bhatt|Sheikh/Shaikh/Sheik|Siddiqui/Siddique/Siddiqi|Javed/Javaid|Rehman/Rahman/Rahmaan|Aslam/Aslaam|Nawaz/Nawaaz|Yousaf/Yousuf`,
  },
  {
    background: 'bangladeshi',
    share: 0.022,
    girls: `Tahmina/Tahmeena|Nusrat/Nusrath|Sadia/Sadiya|Fahmida/Fahmeda|Jannat/Jannath|Tasnim/Tasneem|Rumana/Rumanah|Maisha/Maysha
Farzana/Farjana|Sabina/Sabeena|Ruksana/Rukshana|Anika/Aneeka|Samira/Sameera|Mahira/Maheera`,
    boys: `Mohammed/Muhammad/Md:Mo|Rahim/Raheem|Karim/Kareem|Tanvir/Tanveer|Rafiq/Rafique/Rofiq|Shakil/Shakeel|Jahid/Zahid|Nazrul/Nozrul
Arif/Areef|Mahin/Maheen|Sajid/Sazid|Tahmid/Tahmeed|Ayaan/Ayan|Nabil/Nabeel`,
    surnames: `Miah/Mia/Miya|Uddin/Udin|Begum/Begom|Khatun/Khatoon|Islam/Eslam|Rahman/Rohman/Rahaman|Hoque/Haque/Hoq|Choudhury/Chowdhury/Chaudhuri
Ullah/Ulla|Alam/Allam|Akhtar/Akter/Aktar|Hossain/Hussain/Hossein`,
  },
  {
    background: 'punjabi',
    share: 0.025,
    girls: `Simran/Simrun|Jasleen/Jaslin|Harpreet/Harprit:Preet|Manpreet/Manprit|Gurleen/Gurlin|Kiran/Kirren|Navneet/Navnit|Jasmeen/Jasmin
Amrit/Amreet|Ravleen/Raveleen|Prabhjot/Prabjot|Sukhpreet/Sukhprit|Anaya/Anaiya`,
    boys: `Arjan/Arjun/Arjen|Gurpreet/Gurprit|Harjit/Harjeet|Jaskaran/Jaskiran|Manjit/Manjeet|Amarjit/Amarjeet|Jagdeep/Jagdip|Kuldeep/Kuldip
Sukhdeep/Sukhdip|Harman/Hermen|Rajveer/Rajvir|Karan/Karren|Ranveer/Ranvir`,
    surnames: `Singh/Sing~Kaur/Kour|Sandhu/Sandu|Gill/Gil|Dhillon/Dhilon/Dillon|Sidhu/Sidu|Grewal/Garewal|Dhaliwal/Dhalliwal|Bains/Bainse
Johal/Johel|Sahota/Sahotta|Mann/Maan|Atwal/Attwal`,
  },
  {
    background: 'arabic',
    share: 0.02,
    girls: `Yasmin/Yasmeen/Jasmin|Leila/Layla/Laila|Nour/Noor/Nur|Rania/Raniya|Huda/Hooda|Salma/Selma|Dalia/Dahlia|Rahaf/Rehaf|Shahad/Shahd
Tasneem/Tasnim|Lina/Leena|Jana/Janna|Malak/Melak`,
    boys: `Omar/Umar/Omer|Khalid/Khaled/Kalid|Youssef/Yusuf/Yousif|Karim/Kareem|Mahmoud/Mahmud/Mahmood|Mustafa/Mostafa/Moustafa|Anas/Anass
Hadi/Haadi|Sami/Samy|Walid/Waleed|Jamal/Gamal/Jamaal|Nasser/Nasir/Naser|Abdulrahman/Abdelrahman/Abdurrahman`,
    surnames: `Al-Hassan/Alhassan/El Hassan|Haddad/Hadad|Al-Masri/Elmasry/Almasri|Mansour/Mansoor/Mansur|Saleh/Salih/Salah|Hamdan/Hemdan
Najjar/Najar|Khoury/Khouri|Aziz/Azeez|Rashid/Rasheed|Al-Jaber/Aljabir/Eljaber|Suleiman/Sulaiman/Soliman`,
  },
  {
    background: 'somali',
    share: 0.014,
    girls: `Hodan/Hoden|Ayaan/Ayan|Sagal/Saggal|Hibo/Hibaq|Faduma/Fadumo/Fatuma|Ifrah/Ifra|Nimo/Nimco|Ubah/Ubax|Sahra/Zahra|Maryan/Mariam`,
    boys: `Abdirahman/Cabdiraxmaan/Abdi Rahman|Mohamed/Maxamed/Mohammed:Mo|Yahya/Yaxye/Yahye|Liban/Libaan|Guled/Guleed|Ayub/Ayuub
Abdullahi/Cabdulaahi/Abdulahi|Zakaria/Zakariye|Hanad/Xanad`,
    surnames: `Warsame/Warsama|Abdi/Cabdi|Farah/Faarax|Hersi/Xirsi|Jama/Jaamac|Nur/Noor|Osman/Cusmaan|Ahmed/Axmed|Duale/Ducaale|Yusuf/Yuusuf`,
  },
  {
    background: 'polish',
    share: 0.028,
    girls: `Zofia/Sofia:Zosia|Julia/Julja:Julka|Maja/Maya|Hanna/Hania|Lena/Lenka|Oliwia/Olivia:Oliwka|Zuzanna/Susanna:Zuzia|Wiktoria/Victoria
Aleksandra/Alexandra:Ola|Natalia/Nathalia|Małgorzata/Malgorzata:Gosia|Katarzyna/Catarzyna:Kasia|Gabriela/Gabriella|Emilia/Emilja`,
    boys: `Jakub/Jacob:Kuba|Antoni/Anthony:Antek|Jan/Yan:Janek|Szymon/Simon|Filip/Philip|Aleksander/Alexander:Olek|Mikołaj/Mikolaj|Wojciech/Wojtech
Łukasz/Lukasz|Michał/Michal|Kacper/Kasper|Mateusz/Matheus|Paweł/Pawel|Oskar/Oscar|Dawid/David|Bartosz/Bartosh:Bartek`,
    surnames: `Nowak/Novak|Kowalski/Kowalsky~Kowalska|Wiśniewski/Wisniewski~Wiśniewska/Wisniewska|Wójcik/Wojcik|Kamiński/Kaminski~Kamińska/Kaminska
Lewandowski/Levandowski~Lewandowska/Levandowska|Zieliński/Zielinski~Zielińska/Zielinska|Woźniak/Wozniak|Dąbrowski/Dabrowski~Dąbrowska/Dabrowska
Mazur/Masur|Krawczyk/Krawchyk|Piotrowski/Pietrowski~Piotrowska/Pietrowska|Pawłowski/Pawlowski~Pawłowska/Pawlowska|Jabłoński/Jablonski~Jabłońska/Jablonska`,
  },
  {
    background: 'romanian',
    share: 0.012,
    girls: `Ioana/Joana|Andreea/Andrea|Ștefania/Stefania|Alexandra/Aleksandra|Mădălina/Madalina|Bianca/Bianka|Elena/Helena|Sorina/Sorena`,
    boys: `Ștefan/Stefan|Andrei/Andrej|Mihai/Mihail|Alexandru/Aleksandru|Ionuț/Ionut|Răzvan/Razvan|Cristian/Christian|Rareș/Rares`,
    surnames: `Popescu/Popesku|Ionescu/Jonescu|Dumitru/Dimitru|Stoica/Stoika|Munteanu/Muntean|Rădulescu/Radulescu|Țurcanu/Turcanu|Ciobanu/Chiobanu`,
  },
  {
    background: 'ukrainian',
    share: 0.012,
    girls: `Sofiia/Sofia/Sofiya|Mariia/Maria/Mariya|Anastasiia/Anastasia/Anastasiya:Nastia|Daria/Dariia/Darya:Dasha|Yeva/Eva|Yuliia/Yulia/Julia
Kateryna/Katerina/Ekaterina:Katia|Oleksandra/Alexandra`,
    boys: `Oleksandr/Alexander/Aleksandr:Sasha|Dmytro/Dmitri/Dmitry|Andrii/Andriy/Andrey|Mykhailo/Mikhail/Mykhaylo|Yevhen/Eugene/Evgeny
Serhii/Sergiy/Sergey|Volodymyr/Vladimir|Artem/Artyom|Maksym/Maxim`,
    surnames: `Shevchenko/Schevchenko|Kovalenko/Kowalenko|Bondarenko/Bondarenco|Tkachenko/Tkatchenko|Kravchuk/Krawchuk|Melnyk/Melnik
Savchuk/Savtchuk|Lysenko/Lisenko|Hrytsenko/Gritsenko|Marchuk/Martchuk`,
  },
  {
    background: 'chinese',
    share: 0.007,
    girls: `Xinyi/Hsin-yi/Xin Yi|Yuxin/Yu Xin|Jiayi/Jia Yi|Meiling/Mei-Ling/Mei Ling|Siu Wai/Siu-Wai|Hoi Ching/Hoi-Ching`,
    boys: `Zihan/Zi Han|Haoran/Hao Ran|Junjie/Chun-chieh/Jun Jie|Wai Lok/Wai-Lok|Tsz Hin/Tsz-Hin|Yichen/Yi Chen`,
    surnames: `Chan/Chen|Wong/Huang|Cheung/Zhang|Li/Lee|Lau/Liu|Ng/Wu|Lam/Lin|Ho/He|Tsang/Zeng|Leung/Liang`,
  },
  {
    background: 'nigerian',
    share: 0.015,
    girls: `Oluwaseun/Oluwaseyi:Seun|Ngozi/Ngozy|Chidinma/Chidimma|Temitope/Temitopeh:Temi|Amarachi/Amarachy|Folasade/Folashade:Sade|Ifeoma/Ifoma`,
    boys: `Oluwatobi/Olutobi:Tobi|Chukwuemeka/Chukwuemeca:Emeka|Ayodele/Ayodeleh:Ayo|Babatunde/Babatundeh:Tunde|Obinna/Obina|Ikenna/Ikena|Segun/Shegun`,
    surnames: `Adeyemi/Adeyemy|Okafor/Okafour|Okonkwo/Okonquo|Adebayo/Adebayor|Eze/Ezeh|Balogun/Ballogun|Ogunleye/Ogunlaye|Nwosu/Nwosou`,
  },
]
